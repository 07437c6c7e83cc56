// Running git for a deploy: in the repository that the site is in, for there are its remotes and passwords, else in one
// of our own.
import type { Files, Ran, Run } from '../world/world.ts';

const OWN = '.skein/git';

/** A git that failed. The deploy catches it once, where it begins. */
export class Refused extends Error {
  readonly ran: Ran;

  constructor(words: readonly string[], ran: Ran) {
    super(`git ${words.find((word) => !word.startsWith('-')) ?? ''}`);
    this.ran = ran;
  }
}

export interface Git {
  /** What it prints; throws `Refused`. */
  say(words: readonly string[], input?: string): Promise<string>;
  /** Whether it succeeds. */
  can(words: readonly string[]): Promise<boolean>;
  /** The same git, with more variables. */
  with(env: Record<string, string>): Git;
  /** The repository is Skein's: its history may be cut short. */
  readonly isOwn: boolean;
}

/** The git of the repository. Throws `Refused`. */
export async function gitOf(files: Files, run: Run): Promise<Git> {
  const around = await run(['git', 'rev-parse', '--absolute-git-dir'], { cwd: files.root });
  const isOwn = around.code !== 0;
  const env = {
    GIT_DIR: isOwn ? `${files.root}/${OWN}` : around.out.trimEnd(),
    GIT_WORK_TREE: files.root,
    // Messages in English, for one of them is looked at.
    LC_ALL: 'C',
  };
  const git = gitIn(run, files.root, { isOwn, env });
  if (isOwn) await git.say(['init', '--quiet']);
  return git;
}

function gitIn(run: Run, cwd: string, { isOwn, env }: { isOwn: boolean; env: Record<string, string> }): Git {
  return {
    isOwn,
    say: async (words, input = '') => call(run, words, { cwd, env, input }),
    can: async (words) => (await run(['git', ...words], { cwd, env })).code === 0,
    with: (more) => gitIn(run, cwd, { isOwn, env: { ...env, ...more } }),
  };
}

async function call(run: Run, words: readonly string[], options: Parameters<Run>[1]): Promise<string> {
  const ran = await run(['git', ...words], options);
  if (ran.code !== 0) throw new Refused(words, ran);
  return ran.out;
}
