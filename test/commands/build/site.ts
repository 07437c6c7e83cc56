// The smallest site: one post, built by what the tests choose.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { post } from '../../folder.ts';
import { temporary } from '../../world/temporary.ts';

export interface Folder {
  readonly root: string;
  readonly write: (file: string, text: string) => void;
}

export function smallSite(): Folder {
  const root = temporary();
  const write = (file: string, text: string): void => writeFileSync(join(root, file), text);
  mkdirSync(join(root, 'posts'));
  const config = { title: 'Ann', url: 'https://ann.example', author: { name: 'Ann' }, id: 'tag:ann.example,2026:' };
  write('skein.config.js', `export default ${JSON.stringify(config)};\n`);
  write('posts/a.md', post(1, 'One.'));
  return { root, write };
}
