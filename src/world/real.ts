// The real outside, put together.
import { join, resolve } from 'node:path';
import { ask } from './ask.ts';
import { clock } from './clock.ts';
import { configAt } from './config.ts';
import { environmentAt } from './environment.ts';
import { filesAt } from './files.ts';
import { http } from './http.ts';
import { renderer } from './render.ts';
import { run } from './run.ts';
import { say } from './say.ts';
import { self } from './self.ts';
import { serve } from './serve.ts';
import { stage } from './stage.ts';
import { watch } from './watcher.ts';
import type { World } from './world.ts';
import { xmpp } from './xmpp.ts';

/** The world of the site in this folder. */
export function realWorld(folder: string, stop: AbortSignal): World {
  const root = resolve(folder);
  const config = configAt(root);
  return {
    files: filesAt(root),
    here: filesAt(process.cwd()),
    render: renderer({ root, theme: join(self.root, 'templates'), eleventy: config.eleventy }),
    settings: config.settings,
    env: environmentAt(root),
    http,
    xmpp,
    run,
    watch,
    serve,
    say,
    ask,
    self,
    stage,
    clock,
    stop,
  };
}
