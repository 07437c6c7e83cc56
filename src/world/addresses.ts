// The door of ipaddr.js: which addresses belong to the public internet, and to nothing nearer.

/** IPv6 gives out no other addresses to hosts (RFC 4291 §2.4); below it lie `::127.0.0.1` and its like. */
const GIVEN_OUT = ['2000::', 3] as const;

/**
 * Gives what tells whether an IP address (as numbers, without brackets) is one of a public host. What is private,
 * loopback, link-local, shared, reserved or multicast is not, nor what hides an IPv4 address in an IPv6 one (mapped,
 * NAT64, 6to4, Teredo); nor what is no address.
 */
export async function publicness(): Promise<(address: string) => boolean> {
  const { default: ip } = await import('ipaddr.js');
  const given = ip.IPv6.parse(GIVEN_OUT[0]);
  return (address) => {
    if (!ip.isValid(address)) return false;
    const parsed = ip.parse(address);
    if (parsed.range() !== 'unicast') return false;
    return !(parsed instanceof ip.IPv6) || parsed.match(given, GIVEN_OUT[1]);
  };
}
