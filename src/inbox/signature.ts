// What a hub says to show that it is the one that was asked (WebSub §7): `X-Hub-Signature: sha256=6a…`
import type { SealKind } from '../world/world.ts';

const KINDS: readonly SealKind[] = ['sha1', 'sha256', 'sha384', 'sha512'];

/** The kind and the value of a signature; undefined where it is none that is known. */
export function signatureIn(header: string): { readonly kind: SealKind; readonly value: string } | undefined {
  const [, named = '', value = ''] = /^\s*(\w+)=([\da-f]+)\s*$/i.exec(header) ?? [];
  const kind = KINDS.find((each) => each === named.toLowerCase());
  return kind && { kind, value };
}
