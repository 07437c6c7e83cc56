// SCRAM's slow step (Hi of RFC 5802 §2.2, which is PBKDF2), done by Node. The library takes a promise for each of its
// ten thousand iterations, half a second in all; but where it is given what a former login derived, it takes that.
import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

/** A way to log in, as the library makes one for each login. The salt and the count come with the server's challenge. */
interface Mechanism {
  readonly _salt?: Uint8Array;
  readonly _iterationCount?: number;
  response(credentials: Credentials): unknown;
}

interface Credentials {
  readonly password: string;
  readonly salt?: Uint8Array;
  readonly saltedPassword?: Uint8Array;
}

export interface Mechanisms {
  create(names: readonly string[]): Mechanism | null;
}

const SHA1_BYTES = 20;
const derive = promisify(pbkdf2);

/** Makes the mechanisms of a client derive quickly. */
export function hasten(mechanisms: Mechanisms): void {
  const create = mechanisms.create.bind(mechanisms);
  mechanisms.create = (names) => {
    const mechanism = create(names);
    if (!mechanism) return null;
    const respond = mechanism.response.bind(mechanism);
    mechanism.response = async (given) => respond(await derived(mechanism, given));
    return mechanism;
  };
}

async function derived({ _salt: salt, _iterationCount: count }: Mechanism, given: Credentials): Promise<Credentials> {
  if (!salt || !count) return given;
  return { ...given, salt, saltedPassword: await derive(given.password, salt, count, SHA1_BYTES, 'sha1') };
}
