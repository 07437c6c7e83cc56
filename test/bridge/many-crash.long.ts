// Bridges that are killed at many points of a round, from their start on: each version comes to the node, and followers hear
// it once.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { skein, staying, temporary } from '../program.ts';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startFollower } from '../servers/follower.ts';
import { startProsody } from '../servers/prosody.ts';
import { atomOf, startSource } from './source.ts';

const crash = suite('many bridges, killed');

const POINTS = Number(process.env['SKEIN_TEST_POINTS'] ?? 40);
/** Milliseconds between two points: all of a round on a fast machine, and its better part on a slow one. */
const STEP = 60;
const NODES = ['one', 'two', 'three'];

for (const start of [startProsody, startEjabberd]) {
  crash(`lose and repeat nothing on ${start.name.slice('start'.length)}`, async () => {
    const [server, cwd] = [await start({ owners: ['me'] }), temporary()];
    for (const user of ['me', 'bob']) await server.register(user, 'pass word');
    const sources = await Promise.all(NODES.map(startSource));
    const bridges = NODES.map((node, n) => ({
      name: node,
      from: sources[n]?.url,
      to: `xmpp:${server.pubsub}?;node=${node}`,
      jid: 'me@localhost',
    }));
    writeFileSync(join(cwd, 'bridges.yaml'), JSON.stringify({ bridges }));
    const env = {
      SKEIN_XMPP_SERVER: server.server,
      SKEIN_XMPP_PASSWORD: 'pass word',
      SKEIN_ALLOW_HOSTS: '127.0.0.1',
      XDG_STATE_HOME: join(cwd, 'state'),
    };
    const words = ['bridge', '--config', 'bridges.yaml', '--once'];
    const say = (point: number): void =>
      sources.forEach((source, n) =>
        source.say(
          atomOf([
            { id: `edited-${n}`, minute: 1, title: `Edit ${point} of ${n}` },
            ...[1, 2].map((nth) => ({ id: `${point}-${nth}-${n}`, minute: nth + 1 })),
          ]),
        ),
      );
    say(0);
    await skein(words, { cwd, env });
    const bob = await startFollower(server, {
      user: 'bob',
      password: 'pass word',
      subscribe: NODES.map((node) => [server.pubsub, node]),
    });
    for (let point = 1; point <= POINTS; point += 1) {
      const from = bob.events.length;
      say(point);
      const running = staying(words, { cwd, env });
      const isOver = await Promise.race([running.ended.then(() => true), pause(point * STEP, false)]);
      if (!isOver) await running.interrupt('SIGKILL');
      const { code } = await skein(words, { cwd, env });
      await pause(200);
      const heard = bob.events
        .slice(from)
        .flatMap((event) => (event.kind === 'item' ? String(event.title) : event.kind));
      const expected = NODES.flatMap((_, n) => [
        `Edit ${point} of ${n}`,
        `Title ${point}-1-${n}`,
        `Title ${point}-2-${n}`,
      ]);
      assert.equal([code, heard.toSorted()], [0, expected.toSorted()], `killed after ${point * STEP} ms`);
    }
    await bob.stop();
    await Promise.all(sources.map((source) => source.close()));
    await server.stop();
  });
}

crash.run();
