// What is tried on every server: comments on my posts, and my replies among those on others'.
import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import { openComments } from '../../src/announce/comments.ts';
import { reachOut } from '../../src/announce/replies.ts';
import { commentsNode, nodeAddress } from '../../src/feeds/node-address.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Site } from '../../src/model/site.ts';
import { COMMENTS } from '../../src/nodes/comments.ts';
import { createNode, putItem } from '../../src/nodes/stanzas.ts';
import { commentItem } from '../../src/nodes/comments.ts';
import type { Talk } from '../../src/world/world.ts';
import { cardsOf, hostOf, note, site } from '../announce/blog.ts';
import { run } from '../announce/real.ts';
import type { TestServer } from '../servers/server.ts';
import { startListening } from './ears.ts';
import { at, talkOf, type Scene } from './scenes.ts';

/** The site of whoever replies. */
const bobs: Site = {
  ...site,
  url: 'https://bob.example/',
  id: 'tag:bob.example,2026:',
  author: { name: 'Bob', me: [] },
};

async function during<T>(server: TestServer, user: string, work: (talk: Talk) => Promise<T>): Promise<T> {
  const talk = await talkOf(server, user);
  try {
    return await work(talk);
  } finally {
    await talk.close();
  }
}

/** What is not published by a run that puts replies where they belong: the warnings. */
function reaching(server: TestServer, entries: readonly Entry[]): Promise<readonly string[]> {
  const job = { site: bobs, at: at('replier'), newest: entries, live: cardsOf(entries, bobs) };
  return during(server, 'replier', async (talk) =>
    (await reachOut(talk, hostOf(bobs, entries), job)).map(({ what }) => what),
  );
}

export function commenting(real: Test<Scene>): void {
  real('a post has a node for comments, and what a stranger writes there is heard', async ({ server }) => {
    const place = { site, at: at('author') };
    const announced = await run(server, place.at, [note(1)]);
    assert.equal(await during(server, 'author', (talk) => openComments(talk, place, announced)), []);
    const comments = nodeAddress(commentsNode(place.at, 'n1'));
    const author = await startListening(server, { user: 'author', nodes: [comments] });
    const comment = commentItem(note(2, { key: 'c1', text: 'A comment.' }, bobs), at('eve'));
    await during(server, 'eve', (talk) =>
      talk.ask(putItem({ service: 'author@localhost', node: commentsNode(place.at, 'n1').node }, comment)),
    );
    await author.until((kept) => kept.texts(comments).length > 0);
    const [heard] = author.kept.known(comments);
    assert.equal([heard?.text, heard?.item, heard?.author.uri], ['A comment.', 'c1', 'xmpp:eve@localhost']);
    await author.end();
  });

  real('a node for comments that is missing is made by the next run', async ({ server }) => {
    const place = { site, at: at('author') };
    await run(server, place.at, [note(1), note(3)]);
    const again = await run(server, place.at, [note(1), note(3)]);
    assert.equal(await during(server, 'author', (talk) => openComments(talk, place, again)), []);
    const { service, node } = { service: 'author@localhost', node: commentsNode(place.at, 'n3').node };
    const taken = await during(server, 'eve', (talk) =>
      talk.ask(putItem({ service, node }, commentItem(note(4), at('eve')))),
    );
    assert.ok(taken.ok);
  });

  real('a reply is put among the comments of what it answers, mended there, and taken back', async ({ server }) => {
    const to = at('answered');
    await during(server, 'answered', (talk) => talk.ask(createNode(commentsNode(to, 'n1'), COMMENTS)));
    await run(server, to, [note(1)]);
    const comments = nodeAddress(commentsNode(to, 'n1'));
    const answered = await startListening(server, { user: 'answered', nodes: [comments] });
    const reply = note(5, { key: 'r5', text: 'I agree.', replyTo: { url: nodeAddress(to, 'n1') } }, bobs);
    assert.equal(await reaching(server, [reply]), []);
    await answered.until((kept) => kept.texts(comments).includes('I agree.'));
    const [heard] = answered.kept.known(comments);
    assert.equal([heard?.id, heard?.item, heard?.author.uri], [reply.id, 'r5', 'xmpp:replier@localhost']);
    const times = answered.kept.all.length;
    assert.equal(await reaching(server, [reply]), []);
    const mended = { ...reply, text: 'I do agree.' };
    assert.equal(await reaching(server, [mended]), []);
    await answered.until((kept) => kept.texts(comments).includes('I do agree.'));
    assert.is(answered.kept.all.length, times + 1, 'a run with nothing new is not heard');
    assert.equal(await reaching(server, [note(6, {}, bobs)]), []);
    const rest = server.kind === 'prosody' ? ['(taken back)'] : [];
    await answered.until((kept) => kept.texts(comments).join() === rest.join());
    await answered.end();
  });

  real('a reply that is not taken is one warning, and is not tried for ever', async ({ server }) => {
    const comments = 'xmpp:nobody@localhost?;node=none';
    const reply = note(7, { key: 'r7', replyTo: { url: 'https://ann.example/7', comments } }, bobs);
    const warnings = await reaching(server, [note(6, {}, bobs), reply]);
    assert.is(warnings.length, 1);
    assert.match(warnings[0] ?? '', /^The reply did not reach the comments of what it answers\. There is no such node/);
    assert.equal(await reaching(server, [note(6, {}, bobs), reply]), []);
  });
}
