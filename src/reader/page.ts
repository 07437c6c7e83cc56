// What every page and every act of the reader is made of.
import type { Reading } from './reading.ts';
import type { Markup } from './markup.ts';

/** The places of the navigation. */
export type Place = 'timeline' | 'mentions' | 'starred' | 'search' | 'following' | 'blocks' | 'write';

/** A page before it is put into the frame. */
export interface Page {
  readonly title: string;
  /** Which place it belongs to, if any. */
  readonly place?: Place;
  readonly main: Markup;
  readonly status?: 200 | 403 | 404 | 413 | 422;
}

/** What is asked for. */
export interface Asked {
  readonly reading: Reading;
  /** The path and the query. */
  readonly here: string;
  readonly query: URLSearchParams;
  /** The entry that the path names; 0 where it names none. */
  readonly number: number;
}

/** What a form sends. */
export interface Sent extends Asked {
  readonly form: FormData;
}

/** Where the browser goes when an act is done. */
export interface Gone {
  readonly go: string;
}

/** A word of a form; empty where there is none. */
export function wordIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** A word of a query or a form, or undefined where it is missing or empty. */
export function givenIn(from: { get(name: string): unknown }, name: string): string | undefined {
  const value = from.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
