// A `skein dev` that runs while one works beside it.
import { createInterface } from 'node:readline';
import { CLI } from '../program.ts';
import { startChild } from '../servers/child.ts';

/** Milliseconds after which it is taken to hang. */
const PATIENCE = 20 * 60_000;

export interface Dev {
  /** When it has printed a line for each pattern, in whatever order, from now on: ask before the cause of it. */
  readonly says: (...patterns: readonly RegExp[]) => Promise<void>;
  readonly end: () => Promise<void>;
}

export function startDev(root: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Dev {
  const start = { env: { NO_COLOR: '1', ...env } };
  const child = startChild([process.execPath, CLI, 'dev', '--port', '0', '--root', root, ...words], start);
  const said: string[] = [];
  const lines = createInterface(child.stdout).on('line', (line) => said.push(line));
  const late = setTimeout(() => void child.end('SIGKILL'), PATIENCE);
  return {
    says: async (...patterns) => {
      const awaited = new Set(patterns);
      await new Promise<void>((resolve, reject) => {
        const look = (line: string): void => {
          for (const pattern of awaited) if (pattern.test(line)) awaited.delete(pattern);
          if (awaited.size > 0) return;
          lines.off('line', look).off('close', closed);
          resolve();
        };
        const closed = (): void => reject(new Error(`skein dev ended: ${said.join('\n')}\n${child.complaint()}`));
        lines.on('line', look).once('close', closed);
      });
    },
    end: async () => {
      clearTimeout(late);
      await child.end('SIGTERM');
    },
  };
}
