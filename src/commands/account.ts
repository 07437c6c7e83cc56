// The account of the site, with what the environment says of it.
import { wrong, type Checked } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import type { Talk, World } from '../world/world.ts';

/** Logs in. The password comes from the variable and from nowhere else, and goes to nobody but the server. */
export async function logIn(
  world: Pick<World, 'env' | 'xmpp'>,
  account: Account,
  variable = 'SKEIN_XMPP_PASSWORD',
): Promise<Checked<Talk>> {
  const password = world.env(variable);
  if (password === undefined) {
    return wrong({
      where: variable,
      what: `The password of ${account.jid} is not set.`,
      next: 'Set this variable (in CI as a secret), or write it into a file .env, which git ignores.',
    });
  }
  const server = world.env('SKEIN_XMPP_SERVER');
  return world.xmpp.connect({ account, password, ...(server !== undefined && { server }) });
}
