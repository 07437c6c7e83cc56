// A blog of a test's own, in a folder, on a host on this machine: what the tests of the commands work on.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { serve } from '../src/world/serve.ts';
import { atTerminal, skein, staying, temporary, type Ended, type Staying } from './program.ts';

export const ANN = 'ann@localhost';
export const NODE = 'urn:xmpp:microblog:0';
export const PASSWORD = 'pass word é';

export interface Blog {
  readonly cwd: string;
  /** Its public address, where `www/` is shown. */
  readonly url: string;
  /** Writes the config with these settings beside the usual ones. */
  readonly configure: (settings?: Readonly<Record<string, unknown>>) => void;
  readonly write: (file: string, text: string) => void;
  readonly remove: (file: string) => void;
  readonly skein: (...words: readonly string[]) => Promise<Ended>;
  /** All that it prints at a terminal. */
  readonly atTerminal: (...words: readonly string[]) => Promise<string>;
  readonly staying: (...words: readonly string[]) => Staying;
  readonly close: () => Promise<void>;
}

/** Makes a blog that is deployed to a folder; `env` is added to that of the program. */
export async function startBlog(env: Readonly<Record<string, string>> = {}): Promise<Blog> {
  const cwd = temporary();
  const www = join(cwd, 'www');
  mkdirSync(www);
  mkdirSync(join(cwd, 'posts'));
  const host = await serve.site(www, 0);
  if (!host.ok) throw new Error(host.problems[0]?.what);
  const { url, close } = host.value;
  const blog: Blog = {
    cwd,
    url,
    configure(settings = {}) {
      const usual = { title: 'Ann', url, author: { name: 'Ann' }, id: 'tag:ann.example,2026:' };
      const config = { ...usual, deploy: { to: 'folder', folder: 'www' }, ...settings };
      blog.write('skein.config.js', `export default ${JSON.stringify(config)};\n`);
    },
    write(file, text) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      // As most editors save, so that a slow machine sees one save and not an empty file and then another.
      writeFileSync(join(cwd, `${file}.tmp`), text);
      renameSync(join(cwd, `${file}.tmp`), join(cwd, file));
    },
    remove: (file) => rmSync(join(cwd, file)),
    skein: (...words) => skein(words, { cwd, env }),
    atTerminal: (...words) => atTerminal(words, { cwd, env }),
    staying: (...words) => staying(words, { cwd, env }),
    close,
  };
  blog.configure();
  return blog;
}

/** A post of a minute: the greater the number, the newer. */
export function post(minute: number, text: string, more: readonly string[] = []): string {
  const date = `date: 2026-11-01T10:${String(minute).padStart(2, '0')}:00Z`;
  return ['---', date, ...more, '---', text, ''].join('\n');
}
