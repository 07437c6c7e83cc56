// The door to other programs (tinyexec): no shell, so no word of a command is ever taken apart.
import type { Ran, Run } from './world.ts';

/** Codes a shell would give (POSIX 2.8.2), for a program that did not start. */
const NOT_STARTED: Readonly<Record<string, number>> = { ENOENT: 127, EACCES: 126 };

/** Variables that no other program is given: an undefined one is not handed on. */
export const SECRETS = { SKEIN_XMPP_PASSWORD: undefined } as const;

/** Programs of the packages above the folder (`node_modules/.bin`) are found too. */
export const run: Run = async (command, { cwd, env = {}, input } = {}) => {
  const { exec } = await import('tinyexec');
  const [program = '', ...words] = command;
  try {
    const running = exec(program, words, {
      ...(input === undefined ? {} : { stdin: input }),
      nodeOptions: {
        ...(cwd === undefined ? {} : { cwd }),
        env: { ...SECRETS, ...env },
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      },
    });
    // A character may come in two pieces.
    running.process?.stdout?.setEncoding('utf8');
    running.process?.stderr?.setEncoding('utf8');
    // A program may end before it has read all its input; its code says whether that is wrong.
    running.process?.stdin?.on('error', () => undefined);
    const { stdout, stderr } = await running;
    return ended(running, stdout, stderr);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? NOT_STARTED[String(cause.code)] : undefined;
    if (code === undefined) throw cause;
    return { code, out: '', err: `${program}: ${code === 127 ? 'no such program' : 'not allowed to run it'}` };
  }
};

function ended(running: { exitCode: number | undefined; signalCode: string | null }, out: string, err: string): Ran {
  if (running.exitCode !== undefined) return { code: running.exitCode, out, err };
  return { code: 128, out, err: `${err}\nended by ${running.signalCode ?? 'a signal'}` };
}
