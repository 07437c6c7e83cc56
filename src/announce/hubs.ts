// Tells WebSub hubs which feeds have changed, so that they fetch them.
import type { Problem } from '../model/problem.ts';
import type { Http } from '../world/world.ts';

/** Pings each hub for each feed; a hub that cannot be told is a warning, and the others are still told. */
export async function pingHubs(
  http: Http,
  hubs: readonly string[],
  feeds: readonly string[],
): Promise<readonly Problem[]> {
  const warnings = await Promise.all(hubs.map((hub) => pingHub(http, hub, feeds)));
  return warnings.flatMap((warning) => warning ?? []);
}

/** One feed after the other; after the first that fails the hub is taken to be down. */
async function pingHub(http: Http, hub: string, feeds: readonly string[]): Promise<Problem | undefined> {
  for (const feed of feeds) {
    // WebSub leaves this call open (§6); some hubs read `hub.url`, others `hub.topic`.
    const body = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': feed, 'hub.topic': feed }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await http.ask(hub, { method: 'POST', headers, body });
    if (!reply.ok) return warning(hub, reply.problems.map(({ what }) => what).join(' '));
    if (reply.value.status >= 300) return warning(hub, `It answers ${reply.value.status} to the ping for ${feed}.`);
  }
  return undefined;
}

function warning(hub: string, why: string): Problem {
  return {
    where: hub,
    what: `The hub was not told. ${why}`,
    next: 'Its readers see the news when they poll. If it stays so, take it out of announce.hubs in skein.config.js.',
  };
}
