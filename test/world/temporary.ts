// Folders for one run of the tests; they go when it ends.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder, absolute. */
export function temporary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'skein-test-')));
  made.push(folder);
  return folder;
}
