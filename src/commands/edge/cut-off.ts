// Of those who are blocked, who may follow over XMPP: sent away, or let back.
import { letBack, sendAway, type Done } from '../../announce/away.ts';
import type { Problem } from '../../model/problem.ts';
import type { Account, Site } from '../../model/site.ts';
import { cutOffBy, type Rule } from '../../timeline/rules.ts';
import type { Talk, World } from '../../world/world.ts';
import { loggedIn } from '../account.ts';

/** Ends what the accounts of these rules get of mine; a mute is nobody's business but mine. Says what the server took. */
export async function cutOff(world: World, site: Site, rules: readonly Rule[]): Promise<Done> {
  return onAccounts(world, { site, rules }, (talk, at, jid) => sendAway(talk, at, { jid }));
}

/** Lets the accounts of these rules follow again; gives what the server refused. */
export async function letIn(world: World, site: Site, rules: readonly Rule[]): Promise<readonly Problem[]> {
  const { problems } = await onAccounts(world, { site, rules }, letBack);
  return problems;
}

/** Accounts that can follow; a domain is none, and of those at it a server tells nobody. */
function accountsIn(rules: readonly Rule[]): readonly string[] {
  return rules.flatMap((rule) => cutOffBy(rule) ?? []).filter((jid) => jid.includes('@'));
}

async function onAccounts(
  world: World,
  { site, rules }: { readonly site: Site; readonly rules: readonly Rule[] },
  work: (talk: Talk, at: Account, jid: string) => Promise<Done>,
): Promise<Done> {
  const jids = accountsIn(rules);
  if (jids.length === 0 || !site.xmpp) return { said: [], problems: [] };
  const { xmpp: account } = site;
  const done: Done[] = [];
  const worked = await loggedIn(world, account, async (talk) => {
    for (const jid of jids) done.push(await work(talk, account, jid));
  });
  if (!worked.ok) return { said: [], problems: worked.problems };
  return { said: done.flatMap(({ said }) => said), problems: done.flatMap(({ problems }) => problems) };
}
