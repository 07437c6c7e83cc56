// A site in a folder of its own that is built in this process, with a hand on what makes its images.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { build, type Built } from '../src/commands/build.ts';
import { realWorld } from '../src/world/real.ts';
import type { Images } from '../src/world/world.ts';
import { temporary } from './program.ts';

const CONFIG = { title: 'Ann', url: 'https://ann.example/', author: { name: 'Ann' }, id: 'tag:ann.example,2026:' };

/** A site in a folder, and which photos were made of it by each build. */
export interface Place {
  readonly root: string;
  readonly made: string[];
  /** The drawings that became pictures. */
  readonly draws: string[];
  readonly write: (file: string, bytes: string | Uint8Array) => void;
  /** The lines of progress that somebody at a terminal has seen. */
  readonly progress: string[];
  readonly build: (images?: Partial<Images>, now?: () => Date) => Promise<Built>;
  readonly read: (path: string) => Buffer;
  readonly built: (folder: string) => readonly string[];
}

/** A new site without posts. */
export function placed(): Place {
  const root = temporary();
  const [made, draws, progress]: [string[], string[], string[]] = [[], [], []];
  const write: Place['write'] = (file, bytes) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), bytes);
  };
  write('skein.config.js', `export default ${JSON.stringify(CONFIG)};\n`);
  write('package.json', '{ "type": "module" }');
  return {
    root,
    made,
    draws,
    progress,
    write,
    async build(images = {}, now = () => new Date()) {
      const world = await realWorld(root, new AbortController().signal);
      const forms: Images['forms'] = (name, bytes) => {
        made.push(name);
        return world.images.forms(name, bytes);
      };
      const drawn: Images['drawn'] = (svg) => {
        draws.push(svg);
        return world.images.drawn(svg);
      };
      const { crew: _, ...alone } = world;
      const built = await build({
        ...alone,
        clock: { ...world.clock, now },
        say: { ...world.say, progress: (text) => progress.push(text) },
        images: { ...world.images, forms, drawn, ...images },
      });
      if (!built.ok) throw new Error(JSON.stringify(built.problems));
      return built.value;
    },
    read: (path) => readFileSync(join(root, '_site', path)),
    built: (folder) => readdirSync(join(root, '_site', folder)).sort(),
  };
}

/** A picture of one colour. */
export function drawn(width: number, height: number, background = '#a63') {
  return sharp({ create: { width, height, channels: 3, background } });
}

/** A post of a day in November. */
export function note(day: number, body: string, more = ''): string {
  return `---\ndate: 2026-11-${String(day).padStart(2, '0')}T09:00:00Z\n${more}---\n${body}\n`;
}
