// Both directions crossed: what has been bridged is bridged into nothing, in whatever format it comes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startProsody } from '../servers/prosody.ts';
import { startBridge, ME, NODE } from './real.ts';
import { atomOf } from './source.ts';

const crossed = suite('crossed bridges');

const FILES = ['atom.xml', 'rss.xml', 'feed.json'];
const BOB = 'bob@localhost';

for (const start of [startProsody, startEjabberd]) {
  crossed(`come to rest on ${start.name.slice('start'.length)}`, async () => {
    const it = await startBridge(start, atomOf(['a', 'b', 'c'].map((id, minute) => ({ id, minute }))));
    await it.bob.publish(NODE, 'hello', 'Written by hand');
    // He hears his own.
    await it.heard();
    const counts: unknown[] = [];
    for (let cycle = 0; cycle < 5; cycle += 1) {
      const written = await Promise.all([
        it.once(`xmpp:${ME}`, './mine', '--jid', BOB),
        it.once(`xmpp:${BOB}`, './bobs', '--jid', BOB),
      ]);
      const file = FILES[cycle % FILES.length] ?? '';
      for (const folder of ['mine', 'bobs']) {
        it.source.say(readFileSync(join(it.cwd, folder, file), 'utf8'));
        await it.bring();
      }
      const items = await Promise.all([it.bob.items(ME, NODE), it.bob.items(BOB, NODE)]);
      counts.push([written.map(({ code }) => code), items.map(({ length }) => length)]);
    }
    const heard = await it.heard();
    await it.close();
    assert.equal(
      counts,
      Array.from({ length: 5 }, () => [
        [0, 0],
        [3, 1],
      ]),
    );
    assert.equal(heard, []);
  });
}

crossed.run();
