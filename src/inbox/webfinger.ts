// Where the page of somebody in the fediverse is (RFC 7033).
import type { Brought, StrangerAsked } from '../world/world.ts';

const PROFILE = 'http://webfinger.net/rel/profile-page';

/** What is asked for `@user@host`, and how. */
export function webfinger(user: string, host: string): readonly [url: string, asked: StrangerAsked] {
  const resource = encodeURIComponent(`acct:${user}@${host}`);
  const headers = { accept: 'application/jrd+json, application/json' };
  return [`https://${host}/.well-known/webfinger?resource=${resource}`, { headers }];
}

/** The address of the profile page; undefined where the answer has none. */
export function profileIn({ status, bytes }: Brought): string | undefined {
  const links = status === 200 ? linksIn(new TextDecoder().decode(bytes)) : [];
  const profile = links.find(({ rel, href }) => rel === PROFILE && typeof href === 'string');
  const href = typeof profile?.href === 'string' ? profile.href : '';
  return /^https?:/i.test(href) && URL.canParse(href) ? href : undefined;
}

interface Link {
  readonly rel?: unknown;
  readonly href?: unknown;
}

function linksIn(text: string): readonly Link[] {
  const said = parsed(text);
  const links = isObject(said) && 'links' in said && Array.isArray(said.links) ? (said.links as unknown[]) : [];
  return links.filter(isObject);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
