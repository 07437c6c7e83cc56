// The real outside, put together. Each door imports its package when it is first used, so that a run that never goes
// online, say, does not pay for XMPP.
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { ask } from './ask.ts';
import { clock } from './clock.ts';
import { dressOf } from './dress.ts';
import { environmentOf } from './environment.ts';
import { canThread, crewAt } from './crew.ts';
import { filesAt } from './files.ts';
import { hash, seal, sha1 } from './hash.ts';
import { httpAs } from './http.ts';
import { readsHere } from './reads.ts';
import { run } from './run.ts';
import { sayTo } from './say.ts';
import { self } from './self.ts';
import { serve } from './serve.ts';
import { stage } from './stage.ts';
import { storeAt } from './store.ts';
import { hostsIn, strangersAs } from './strangers.ts';
import { toolsAt } from './tools.ts';
import { watch } from './watcher.ts';
import type { World } from './world.ts';
import { xmpp } from './xmpp.ts';

/** The world of the site in this folder. */
export async function realWorld(folder: string, stop: AbortSignal): Promise<World> {
  const root = resolve(folder);
  const { files, render, settings, images } = toolsAt(root);
  const env = await environmentOf(files, process.env);
  return {
    files,
    here: filesAt(process.cwd()),
    images,
    render,
    settings,
    env,
    http: httpAs(self.version),
    strangers: (allowed) =>
      strangersAs({ version: self.version, allowed: [...allowed, ...hostsIn(env('SKEIN_ALLOW_HOSTS') ?? '')] }),
    reads: readsHere(),
    xmpp,
    run,
    watch,
    serve,
    store: (path) => storeAt(resolve(root, path)),
    dress: () => dressOf(render),
    say: sayTo({ out: process.stdout, err: process.stderr, colour: !process.env['NO_COLOR'] }),
    ask,
    self,
    stage: { ...stage, world: realWorld },
    clock,
    random: Math.random,
    hash,
    sha1,
    seal,
    secret: randomUUID,
    ...(canThread && { crew: (size?: number) => crewAt(root, size) }),
    stop,
  };
}
