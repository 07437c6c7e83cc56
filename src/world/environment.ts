// Variables: those of the process, then those of the site's `.env`. What `.env` says never becomes a variable of the
// process, so no program that is run inherits a password from it.
import { parseEnv } from 'node:util';
import type { Files, World } from './world.ts';

/** Looks up a variable. An empty one counts as not set: it is what CI hosts give for a secret that is missing. */
export async function environmentOf(
  files: Pick<Files, 'read'>,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<World['env']> {
  const own = parseEnv((await files.read('.env')) ?? '');
  return (name) => variables[name] || own[name] || undefined;
}
