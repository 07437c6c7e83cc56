#!/usr/bin/env node
// argv to one command; makes the real world and hands it down. The door of commander.
import { Command as Program, CommanderError, Option as ProgramOption } from 'commander';
import type { Command, Given, Option } from './commands/command.ts';
import type { Outcome } from './model/problem.ts';
import { COMMANDS } from './commands/table.ts';
import { self } from './world/self.ts';

process.exitCode = await main(process.argv);

async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  const program = programOf(async (command, given, root) => {
    code = await perform(command, given, root);
  });
  try {
    await program.parseAsync(argv);
    return code;
  } catch (cause) {
    // commander has said what is wrong; --help and --version are no mistakes.
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2;
    throw cause;
  }
}

type Perform = (command: Command, given: Given, root: string) => Promise<void>;

function programOf(perform: Perform): Program {
  const program = new Program('skein')
    .description('A microblog made of plain files that pushes: Markdown to a site and feeds, announced over XMPP.')
    .version(self.version)
    .showSuggestionAfterError()
    .addHelpText('after', '\nskein <command> --help shows more, with examples.')
    .exitOverride();
  for (const command of COMMANDS) {
    const sub = program
      .command(command.takes ? `${command.name} ${command.takes}` : command.name)
      .description(command.says)
      .showHelpAfterError(`Type "skein ${command.name} --help" for what it takes.`)
      .exitOverride();
    for (const option of command.options) sub.addOption(optionOf(option));
    sub.option('--root <folder>', 'where the site is (default: this folder)');
    sub.addHelpText('after', examplesOf(command));
    sub.action(async () => {
      const options = sub.opts<{ readonly root?: string }>();
      await perform(command, givenBy(sub.args, options), options.root ?? '.');
    });
  }
  return program;
}

// Only the next word is the option's: "post --photo a.jpg Hello" has a photo and a text.
function optionOf({ flags, says, many }: Option): ProgramOption {
  const option = new ProgramOption(flags, says);
  return many ? option.argParser((value: string, before?: readonly string[]) => [...(before ?? []), value]) : option;
}

function givenBy(words: readonly string[], options: Record<string, unknown>): Given {
  const values = (name: string): readonly unknown[] => {
    const value = options[name];
    if (value === undefined || value === false) return [];
    return Array.isArray(value) ? value : [value];
  };
  const texts = (name: string): readonly string[] =>
    values(name).map((value) => (value === true ? 'yes' : String(value)));
  return { words, text: (name) => texts(name)[0], texts };
}

async function perform(command: Command, given: Given, root: string): Promise<number> {
  const stop = command.stays ? stopped() : new AbortController().signal;
  // The help needs neither the world nor the work.
  const [{ realWorld }, { run }] = await Promise.all([import('./world/real.ts'), command.work()]);
  const world = await realWorld(root, stop);
  const outcome = await run(world, given).catch(refusedByDisk);
  world.say.problems(outcome.problems);
  if (outcome.said) world.say.line(outcome.said);
  return outcome.exit;
}

// A full disk, or a folder that may not be written, is no bug: it is told as what the outside refuses.
function refusedByDisk(cause: unknown): Outcome {
  if (!(cause instanceof Error && 'syscall' in cause && 'path' in cause)) throw cause;
  const what = `The disk refuses: ${cause.message.split(',')[0]}.`;
  const next = 'Make room, or see to whom the file belongs; then type the same again.';
  const where = String('dest' in cause ? cause.dest : cause.path);
  return { exit: 3, problems: [{ where, what, next }], said: '' };
}

// Asked once, it ends in order; asked again, at once. Either way what goes with the process is cleaned up as it exits.
function stopped(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (stop.signal.aborted ? process.exit(1) : stop.abort()));
  }
  return stop.signal;
}

function examplesOf({ examples }: Command): string {
  return `\nExamples:\n${examples.map(([line, says]) => `  $ ${line}\n      ${says}`).join('\n')}`;
}
