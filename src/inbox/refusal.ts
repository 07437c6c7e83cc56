// What a status other than 200 means to somebody who wanted a feed.
import type { Problem } from '../model/problem.ts';

type Words = readonly [what: string, next: string];

const LATER = 'It may pass by itself.';
const MOVED = 'Look for the page of its author, and name its address in place of this: the feed is found from there.';

const REFUSALS: Readonly<Record<number, Words>> = {
  401: ['It wants a name and a password.', 'Write it as https://name:password@host/, if you have them.'],
  403: ['The server refuses to give it to Skein.', 'Open the address in a browser: does it want a login?'],
  404: ['There is nothing at this address.', MOVED],
  406: ['The server has no form of it that Skein can read.', LATER],
  410: [
    'It is gone for good, says the server.',
    'Skein asks no more, and keeps what you have. "skein unfollow" removes it.',
  ],
  429: ['The server wants to be asked less often.', 'Skein waits as long as it says.'],
  503: ['The server has no time.', LATER],
};

/** The problem that an answer with this status is. */
export function refusalOf(status: number, where: string): Problem {
  const [what, next] = REFUSALS[status] ?? [
    status >= 500 ? `The server is in trouble (it answers ${status}).` : `The server answers ${status}, and no feed.`,
    LATER,
  ];
  return { where, what, next };
}
