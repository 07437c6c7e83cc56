// What is wrong between a site and its node, as far as the account's owner and a web browser can see.
import { nodeAddress } from '../feeds/node-address.ts';
import type { Problem } from '../model/problem.ts';
import { differing, isOpen, wantedOn, type Configuration } from '../nodes/configuration.ts';
import { isOurs, type OwnItem } from '../nodes/items.ts';
import { askAbout, softwareIn } from '../nodes/stanzas.ts';
import type { Http, Talk } from '../world/world.ts';
import { configurationAt, itemsAt } from './look.ts';
import type { SiteNode } from './site-node.ts';

/** What is well, as a sentence, or what is not. */
export type Finding = string | Problem;

/** Looks at the server, the node, and the links from page to node and from node to page. Changes nothing. */
export async function accountFindings(talk: Talk, http: Http, place: SiteNode): Promise<readonly Finding[]> {
  const { at } = place;
  const server = await serverFinding(talk);
  const found = await configurationAt(talk, at);
  if (!found.ok) return [server, ...found.problems];
  if (!found.value) return [server, noNode(place)];
  const items = await itemsAt(talk, at);
  const ours = items.ok ? items.value.filter((item) => isOurs(place.site, item)) : [];
  return [
    server,
    ...configurationFindings(place, found.value),
    ...(items.ok ? [`the node holds ${ours.length} of this site's posts`] : items.problems),
    await pageFinding(http, place),
    ...(await itemFinding(http, ours)),
  ];
}

async function serverFinding(talk: Talk): Promise<Finding> {
  const domain = talk.jid.replace(/^.*@|\/.*$/g, '');
  const reply = await talk.ask(askAbout(domain));
  const software = reply.ok ? softwareIn(reply.stanza) : '';
  return `${talk.jid.replace(/\/.*$/, '')} can log in at ${domain}${software && ` (${software})`}`;
}

function configurationFindings({ site, at }: SiteNode, found: Configuration): readonly Finding[] {
  const readable: Finding = isOpen(found)
    ? 'strangers can read the node'
    : {
        where: at.node,
        what: 'Strangers cannot read the node.',
        next: 'If all that is on it may be public, type: skein announce --open',
      };
  const fields = [...differing(found, wantedOn(site, at, found))].filter(([name]) => name !== 'pubsub#access_model');
  if (fields.length === 0) return [readable, 'the node is configured as it has to be'];
  const differences = fields.map(([name, value]) => ({
    where: `${at.node}: ${name}`,
    what: `It is "${found.fields.get(name) ?? ''}", and has to be "${value}".`,
    next: 'Type: skein announce   It sets what the server allows.',
  }));
  return [readable, ...differences];
}

function noNode({ at }: SiteNode): Problem {
  return { where: at.node, what: 'There is no such node yet.', next: 'Type: skein deploy   The first post makes it.' };
}

async function pageFinding(http: Http, { site, at }: SiteNode): Promise<Finding> {
  const home = await http.ask(site.url);
  if (!home.ok) return home.problems[0] ?? 'the site answers';
  if (home.value.status === 200 && home.value.body.includes(nodeAddress(at))) return 'the site links to the node';
  return {
    where: site.url,
    what: home.value.status === 200 ? 'The page does not link to the node.' : `It answers ${home.value.status}.`,
    next: 'Type: skein deploy   If it stays so, a template of yours leaves out parts/head.njk.',
  };
}

async function itemFinding(http: Http, ours: readonly OwnItem[]): Promise<readonly Finding[]> {
  const newest = ours.reduce<OwnItem | undefined>(
    (a, b) => (a && a.written.published > b.written.published ? a : b),
    undefined,
  );
  if (!newest) return [];
  const page = await http.ask(newest.written.url);
  if (!page.ok) return page.problems;
  if (page.value.status === 200) return ['the newest item links to its page'];
  return [
    {
      where: newest.written.url,
      what: `The node's newest item links here, and the host answers ${page.value.status}.`,
      next: 'Type: skein deploy   If the post is deleted, it is taken back then.',
    },
  ];
}
