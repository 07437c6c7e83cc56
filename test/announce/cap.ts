// A node that keeps few items, a blog that writes and edits at random: no version is to be heard twice.
import * as assert from 'uvu/assert';
import type { Entry } from '../../src/model/entry.ts';
import type { Account } from '../../src/model/site.ts';
import { startFollower } from '../servers/follower.ts';
import type { ServerOptions, TestServer } from '../servers/server.ts';
import { note } from './blog.ts';
import { PASSWORD, run } from './real.ts';

/** Numbers that look random and are the same each time, from 0 to below 1 (Park and Miller's generator). */
function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** What happens to the blog before a run: mostly an edit of one of the newest, else a new note. */
function changed(blog: readonly Entry[], next: () => number, version: number): readonly Entry[] {
  if (blog.length < 2 || next() < 0.4) return [note(blog.length + 1), ...blog];
  const at = Math.floor(next() * Math.min(blog.length, 12));
  return blog.map((entry, nth) => (nth === at ? { ...entry, text: `${entry.key}, version ${version}.` } : entry));
}

/** Announces after each of so many changes, and asks what a follower heard. */
export async function heardOnce(
  start: (options: ServerOptions) => Promise<TestServer>,
  cap: { readonly items: number; readonly runs: number; readonly before: number },
): Promise<void> {
  const server = await start({ maxItems: cap.items, owners: ['ann'] });
  try {
    for (const user of ['ann', 'bob']) await server.register(user, PASSWORD);
    const at: Account = { jid: 'ann@localhost', node: 'urn:xmpp:microblog:0' };
    let blog: readonly Entry[] = [];
    // One at a time, so that each is announced.
    for (let written = 1; written <= cap.before; written += 15) {
      blog = Array.from({ length: written }, (_, nth) => note(written - nth));
      await run(server, at, blog);
    }
    if (blog.length === 0) await run(server, at, (blog = [note(1)]));
    const bob = await startFollower(server, { user: 'bob', password: PASSWORD, subscribe: [[at.jid, at.node]] });
    const next = chance(cap.items);
    for (let version = 1; version <= cap.runs; version += 1) {
      blog = changed(blog, next, version);
      assert.equal((await run(server, at, blog)).problems, []);
      assert.equal((await run(server, at, blog)).published, [], 'again: nothing');
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    const versions = bob.events.flatMap((event) => (event.kind === 'item' ? [`${event.id} ${event.title}`] : []));
    await bob.stop();
    assert.ok(versions.length > cap.runs / 3);
    assert.equal(versions, [...new Set(versions)]);
  } finally {
    await server.stop();
  }
}
