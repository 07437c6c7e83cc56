// The web as the site's own host and those it deals with have it: addresses of this machine are allowed, for one's own
// site may be served there.
import { fine } from '../model/problem.ts';
import { exchange } from './exchange.ts';
import type { Http } from './world.ts';

const DEADLINE = 15_000;
const LARGEST = 20_000_000;

/** Asks the web as `Skein/VERSION`. */
export function httpAs(version: string): Http {
  return {
    async ask(url, { timeout = DEADLINE, ...asked } = {}) {
      const headers = { ...asked.headers, 'user-agent': `Skein/${version}` };
      const answer = await exchange(url, { ...asked, headers, timeout, most: LARGEST, whose: 'own' });
      if (!answer.ok) return answer;
      const { status, url: at, headers: said, bytes } = answer.value;
      return fine({ status, url: at, headers: said, body: new TextDecoder().decode(bytes) });
    },
  };
}
