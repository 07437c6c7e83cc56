// Where a domain's server is, and whether the way to it stays inside this machine.
import { Resolver } from 'node:dns/promises';
import type { SrvRecord } from 'node:dns';

const PORT = 5222;
const MOST = 4;

/** The addresses to try, best first (RFC 6120 §3.2): what its SRV records say, else the domain itself. */
export function addressesOf(domain: string, records: readonly SrvRecord[]): readonly string[] {
  const named = records
    .filter(({ name }) => name !== '' && name !== '.')
    .sort((a, b) => a.priority - b.priority || b.weight - a.weight)
    .slice(0, MOST)
    .map(({ name, port }) => `xmpp://${name}:${port}`);
  return named.length > 0 ? named : [`xmpp://${domain}:${PORT}`];
}

/** Asks DNS. A resolver that fails or is slow is as one that knows of no records. */
export async function lookUp(domain: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  const records = await resolver.resolveSrv(`_xmpp-client._tcp.${domain}`).catch((): SrvRecord[] => []);
  return addressesOf(domain, records);
}

/** Whether this IP address is the machine itself: only there may a password go without TLS. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/i.test(address);
}
