// What a person means by the address that they type.
import { nodeNamed } from './node.ts';

export type Meant =
  /** Pages or feeds: of several, the first that answers. */
  | { readonly way: 'web'; readonly addresses: readonly string[] }
  /** An XMPP node, by its `xmpp:` address in one form. */
  | { readonly way: 'node'; readonly address: string; readonly title: string }
  /** Somebody on Mastodon and the like. */
  | { readonly way: 'fediverse'; readonly user: string; readonly host: string };

//   xmpp:ann@ann.example   ann@ann.example           a node: a JID stands for its posts
//   @ann@ann.example       acct:ann@ann.example      the fediverse
//   https://ann.example/   feed:https://…  feed://…  the web
//   ann.example/blog       localhost:8080            the web, safely if that can be
const FORMS: readonly (readonly [RegExp, (found: readonly string[]) => Meant | undefined])[] = [
  [/^xmpp:.+$/i, ([address = '']) => nodeMeant(address)],
  [/^(?:acct:|@|https?:\/\/[^/@]+\/@)([^\s@/:]+)@([^\s@/]+)$/i, ([, user = '', host = '']) => fediverse(user, host)],
  [/^[^\s@/:]+@[^\s@/:]+$/, ([jid = '']) => nodeMeant(`xmpp:${jid.split('@').map(encodeURIComponent).join('@')}`)],
  [/^(?:feed:)?(https?:\/\/.+)$/i, ([, address = '']) => web(address)],
  [/^(?:feed:\/\/|@)?((?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]+\.?(?::\d+)?(?:[/?].*)?)$/iu, ([, rest = '']) => either(rest)],
  [/^localhost(?::\d+)?(?:\/.*)?$/i, ([rest = '']) => either(rest)],
];

/** What is meant; undefined where it can be nothing of this. */
export function meantBy(typed: string): Meant | undefined {
  const text = typed.trim().replace(/^<(.*)>$/, '$1');
  const [form, meant] = FORMS.find(([form]) => form.test(text)) ?? [];
  return meant?.(form?.exec(text) ?? []);
}

function nodeMeant(address: string): Meant | undefined {
  const node = nodeNamed(address);
  return node && { way: 'node', address: node.address, title: node.service };
}

function fediverse(user: string, host: string): Meant | undefined {
  return URL.canParse(`https://${host}/`)
    ? { way: 'fediverse', user, host: new URL(`https://${host}/`).host }
    : undefined;
}

function web(...addresses: readonly string[]): Meant | undefined {
  return addresses.every((address) => URL.canParse(address)) ? { way: 'web', addresses } : undefined;
}

function either(rest: string): Meant | undefined {
  return web(`https://${rest}`, `http://${rest}`);
}
