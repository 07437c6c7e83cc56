// The door of @clack/prompts, and of the person's own editor.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { fine, wrong, type Problem } from '../model/problem.ts';
import type { Ask } from './world.ts';

export const ask: Ask = {
  terminal: isatty(0) && isatty(1),

  async text(question, usual = '') {
    const { isCancel, text } = await import('@clack/prompts');
    const answer = await text({ message: question, placeholder: usual, defaultValue: usual });
    return isCancel(answer) ? undefined : (answer ?? '');
  },

  async piped() {
    if (process.stdin.isTTY) return undefined;
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  },

  async edit(initial) {
    const folder = await mkdtemp(join(tmpdir(), 'skein-'));
    const file = join(folder, 'post.md');
    try {
      await writeFile(file, initial, { mode: 0o600 });
      const editor = process.env['VISUAL'] || process.env['EDITOR'] || 'vi';
      const code = await edited(editor, file);
      return code === 0 ? fine(await readFile(file, 'utf8')) : wrong(noEditor(editor));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

// $EDITOR may hold words ("code --wait"), which by custom the shell takes apart; the file's name stays one word.
function edited(editor: string, file: string): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function noEditor(editor: string): Problem {
  return {
    where: '$EDITOR',
    what: `"${editor}" ended without a text.`,
    next: 'Give the text as words (skein post "Hello"), by a pipe, or set EDITOR to an editor that is there.',
  };
}
