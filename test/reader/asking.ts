// A browser without script, as far as the reader's app sees one: it has the cookie, and sends forms from the reader's pages.
import { readerApp, type Settings } from '../../src/reader/app.ts';
import type { Reading } from '../../src/reader/reading.ts';
import { plainDress } from './sample.ts';

const BASE = 'http://localhost:8090';

export const TOKEN = 'a-token-that-nobody-guesses';

export interface Seen {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export interface Browser {
  /** Gets a path; `headers` are added to those of a browser that was let in. */
  get(path: string, headers?: Headed): Promise<Seen>;
  /** Sends a form. */
  post(path: string, form: Form, headers?: Headed): Promise<Seen>;
}

/** One that is undefined is not sent. */
type Headed = Readonly<Record<string, string | undefined>>;

type Form = Readonly<Record<string, string | File>>;

/** A browser that asks the app of this reading. */
export function browserAt(reading: Reading, settings: Partial<Settings> = {}): Browser {
  const app = readerApp(reading, {
    token: TOKEN,
    hosts: ['localhost', '127.0.0.1'],
    dress: plainDress,
    stop: new AbortController().signal,
    ...settings,
  });
  const ask = async (path: string, init: RequestInit, more: Headed): Promise<Seen> => {
    const host = more['host'] ?? 'localhost:8090';
    const [, port = '80'] = /:(\d+)$/.exec(host) ?? [];
    const said = { host, cookie: `skein-reader-${port}=${TOKEN}`, ...more };
    const headers = Object.entries(said).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    );
    const answer = await app.fetch(new Request(new URL(path, BASE), { ...init, headers }));
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  return {
    get: (path, headers = {}) => ask(path, {}, headers),
    post: (path, form, headers = {}) =>
      ask(path, { method: 'POST', body: bodyOf(form) }, { 'sec-fetch-site': 'same-origin', ...headers }),
  };
}

/** Where an act goes, or the problems that its page tells. */
export async function done(reading: Reading, path: string, form: Form): Promise<string> {
  const { status, headers, text } = await browserAt(reading).post(path, form);
  return status === 303 ? (headers.get('location') ?? '') : `${status}: ${classed(text, 'problems').join(' ')}`;
}

function bodyOf(form: Form): FormData | URLSearchParams {
  const entries = Object.entries(form);
  if (entries.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
    return new URLSearchParams(entries);
  const body = new FormData();
  for (const [name, value] of entries) body.append(name, value);
  return body;
}

/** The texts of all elements of a class, without markup. */
export function classed(text: string, name: string): readonly string[] {
  const found = text.matchAll(new RegExp(`<(\\w+)[^>]*class="(?:[^"]* )?${name}(?: [^"]*)?"[^>]*>([^]*?)</\\1>`, 'g'));
  return [...found].map(([, , inner = '']) =>
    inner
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

/** The numbers of the entries of a page, in their order. */
export function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/<article [^>]*id="e(\d+)"/g)].map(([, number]) => Number(number));
}
