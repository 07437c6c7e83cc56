// The account of the site, with what the environment says of it.
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import type { Met, Talk, World } from '../world/world.ts';

/** The variable that holds the password of an account, where nothing else is said. */
export const PASSWORD = 'SKEIN_XMPP_PASSWORD';

/** What is wrong where no password is given. */
export function noPassword({ jid }: Pick<Account, 'jid'>, variable = PASSWORD): Problem {
  return {
    where: variable,
    what: `The password of ${jid} is not set.`,
    next: 'Set this variable (in CI as a secret), or write it into a file .env, which git ignores.',
  };
}

/** Whether one is given. */
export function hasPassword(world: Pick<World, 'env'>, variable = PASSWORD): boolean {
  return world.env(variable) !== undefined;
}

/** Logs in. The password comes from the variable and from nowhere else, and goes to nobody but the server. */
export async function logIn(
  world: Pick<World, 'env' | 'xmpp'>,
  account: Account,
  { variable = PASSWORD, resource }: { readonly variable?: string; readonly resource?: string } = {},
): Promise<Met> {
  const password = world.env(variable);
  if (password === undefined) {
    return { ...wrong(noPassword(account, variable)), lasts: true };
  }
  const server = world.env('SKEIN_XMPP_SERVER');
  return world.xmpp.connect({
    account,
    password,
    ...(server !== undefined && { server }),
    ...(resource !== undefined && { resource }),
  });
}

/** Does work over a connection of its own, which is closed whatever becomes of it: an open one keeps the program alive. */
export async function loggedIn<T>(
  world: Pick<World, 'env' | 'xmpp'>,
  account: Account,
  work: (talk: Talk) => Promise<T>,
): Promise<Checked<T>> {
  const talk = await logIn(world, account);
  if (!talk.ok) return talk;
  try {
    return fine(await work(talk.value));
  } finally {
    await talk.value.close();
  }
}
