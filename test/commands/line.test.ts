// The line to the account's server, with a server that can be cut off.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { onLine, type Line } from '../../src/commands/line.ts';
import { element } from '../../src/feeds/xml.ts';
import { fine, wrong } from '../../src/model/problem.ts';
import type { Reply, Talk, World } from '../../src/world/world.ts';

const line = suite('the line');

const ANN = { jid: 'ann@ann.example', node: 'blog' };
const LOST: Reply = { ok: false, refusal: { type: 'timeout', condition: 'disconnected' } };

/** What happens at the server, in its order, while the work is done: `login`, `ping`, `other`, `goodbye`. */
interface Server {
  readonly seen: string[];
  /** The time there, in milliseconds. */
  now: number;
  isDown: boolean;
}

async function during(work: (line: Line, server: Server) => Promise<void>): Promise<readonly string[]> {
  const server: Server = { seen: [], now: 0, isDown: false };
  const talk: Talk = {
    jid: `${ANN.jid}/skein`,
    ask: (iq) => {
      server.seen.push(iq.getChildElements()[0]?.name === 'ping' ? `ping ${iq.attrs['to']}` : 'other');
      return Promise.resolve(server.isDown ? LOST : { ok: true, stanza: element('iq') });
    },
    send: ({ name }) => Promise.resolve(void server.seen.push(name)),
    heard: () => () => undefined,
    ended: new Promise(() => undefined),
    close: () => Promise.resolve(void server.seen.push('goodbye')),
  };
  const world: Pick<World, 'env' | 'xmpp' | 'clock'> = {
    env: (name) => (name === 'SKEIN_XMPP_PASSWORD' ? 'pass word' : undefined),
    clock: { now: () => new Date(server.now), wait: () => Promise.resolve() },
    xmpp: {
      connect: () => {
        server.seen.push('login');
        return Promise.resolve(server.isDown ? wrong({ where: 'there', what: 'Down.', next: 'Wait.' }) : fine(talk));
      },
    },
  };
  await onLine(world, (line) => work(line, server));
  return server.seen;
}

/** A run that asks one thing. */
async function round(line: Line, stanza?: string): Promise<boolean> {
  const talk = await line.talk(ANN);
  if (!talk.ok) return false;
  await talk.value.ask(element('iq', {}, element('other')));
  if (stanza !== undefined) await talk.value.send(element(stanza));
  await talk.value.close();
  return true;
}

line('is kept between rounds, and hung up at the end', async () => {
  const seen = await during(async (line) => {
    void line.talk(ANN);
    await round(line);
    await round(line);
  });
  assert.equal(seen, ['login', 'other', 'other', 'goodbye']);
});

line('is tried first when nothing was heard for a while', async () => {
  const seen = await during(async (line, server) => {
    await round(line);
    server.now += 60_000;
    await round(line);
  });
  assert.equal(seen, ['login', 'other', 'ping ann.example', 'other', 'goodbye']);
});

line('is made anew when it was lost, in a round or between two', async () => {
  const seen = await during(async (line, server) => {
    await round(line);
    server.now += 60_000;
    server.isDown = true;
    assert.is(await round(line), false);
    server.isDown = false;
    assert.is(await round(line), true);
  });
  assert.equal(seen, ['login', 'other', 'ping ann.example', 'goodbye', 'login', 'login', 'other', 'goodbye']);
  const cut = await during(async (line, server) => {
    const talk = await line.talk(ANN);
    server.isDown = true;
    if (talk.ok) await talk.value.ask(element('iq', {}, element('other'))).then(() => talk.value.close());
    server.isDown = false;
    await round(line);
  });
  assert.equal(cut, ['login', 'other', 'goodbye', 'login', 'other', 'goodbye']);
});

line('does not leave a presence behind: who was seen goes when the round is over', async () => {
  const seen = await during(async (line) => {
    await round(line, 'presence');
    await round(line, 'message');
    await round(line);
  });
  assert.equal(seen, ['login', 'other', 'presence', 'goodbye', 'login', 'other', 'message', 'other', 'goodbye']);
});

line('goes to another account by another login', async () => {
  const seen = await during(async (line) => {
    await round(line);
    await line.talk({ ...ANN, jid: 'bob@bob.example' });
  });
  assert.equal(seen, ['login', 'other', 'goodbye', 'login', 'goodbye']);
});

line.run();
