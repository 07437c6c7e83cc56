// A reader that says where it is has done already what takes longer the first time.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { atEdge } from '../../../src/commands/edge/edge.ts';
import { openReader } from '../../../src/commands/read.ts';
import { keepFeed } from '../../../src/inbox/keep.ts';
import { fine } from '../../../src/model/problem.ts';
import type { Answers } from '../../../src/world/world.ts';
import { worldOf } from '../../incremental/clean.ts';
import { heard } from '../../reader/sample.ts';
import { temporary } from '../../world/temporary.ts';

const ready = suite('a reader that has begun');

const NOW = '2026-11-22T12:00:00Z';
const CONFIG = { title: 'Ann', url: 'https://ann.example', author: { name: 'Ann' }, id: 'tag:ann.example,2026:' };
const FEED = 'https://bob.example/atom.xml';
const POST = '2026/11/lake/';

/** A folder in which Bob, who is followed, answers a post of Ann's. */
function site(): string {
  const root = temporary();
  mkdirSync(join(root, 'posts'));
  writeFileSync(join(root, 'skein.config.js'), `export default ${JSON.stringify(CONFIG)};\n`);
  writeFileSync(join(root, 'posts/lake.md'), '---\ndate: 2026-11-22T10:00:00Z\n---\nGeese over the lake.\n');
  const follow = `<outline type="rss" text="Bob" xmlUrl="${FEED}"/>`;
  writeFileSync(join(root, 'following.opml'), `<opml version="2.0"><body>${follow}</body></opml>`);
  return root;
}

ready("the first page asks the inbox nothing new, and one's own posts are read", async () => {
  const root = site();
  const world = await worldOf(root, () => Date.parse(NOW));
  const apps: Answers[] = [];
  const app = async (fetch: Answers) => {
    apps.push(fetch);
    return fine({ url: 'http://localhost:8040/', close: async () => {}, reload: () => {} });
  };
  const outcome = await atEdge(world, async (edge) => {
    const { entry: said } = heard(1, { source: FEED, replyTo: { url: `https://ann.example/${POST}` } });
    keepFeed(edge.inbox, FEED, { entries: [said], deleted: [] }, NOW);
    const asked: string[] = [];
    const all: typeof edge.inbox.all = (sql, ...values) => (asked.push(sql), edge.inbox.all(sql, ...values));
    const given = { words: [], text: () => undefined, texts: () => [] };
    const served = { ...world, serve: { ...world.serve, app } };
    const reader = await openReader(served, { ...edge, inbox: { ...edge.inbox, all } }, given);
    const { searchParams } = new URL(reader.ok ? reader.value.address : '');
    const page = async (path: string): Promise<string> => {
      const headers = { cookie: `skein-reader-8040=${searchParams.get('token') ?? ''}` };
      const answer = await apps[0]?.(new Request(`http://localhost:8040/${path}`, { headers }));
      return answer?.text() ?? '';
    };
    const before = new Set(asked.splice(0));
    assert.match(await page(''), /id="e1"/);
    assert.ok(asked.length > 0);
    assert.equal(
      asked.filter((sql) => !before.has(sql)),
      [],
    );
    rmSync(join(root, 'posts'), { recursive: true });
    assert.match(await page('entry/1'), /Geese over the lake\./);
    return { exit: 0, problems: [], said: 'read' };
  });
  assert.is(outcome.said, 'read');
});

ready.run();
