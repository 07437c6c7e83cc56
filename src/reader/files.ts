// The files that the reader's pages load. A file's address says what is in it, so a browser keeps it until it changes.
import { fingerprintOf } from '../model/fingerprint.ts';
import type { Site } from '../model/site.ts';
import type { Dress } from '../world/world.ts';

/** Where a page finds what it wears. */
export interface Assets {
  readonly site: string;
  readonly style: string;
  readonly script: string;
  readonly icon: string;
}

export interface Served {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

const FILES = {
  site: ['/assets/site.css', 'text/css'],
  style: ['/assets/reader.css', 'text/css'],
  script: ['/assets/reader.js', 'text/javascript'],
  icon: ['/assets/icon.svg', 'image/svg+xml'],
} as const;

/** The files by path, and the addresses by which pages ask for them. */
export function filesOf(dress: Dress): { readonly byPath: ReadonlyMap<string, Served>; readonly assets: Assets } {
  const address = (name: keyof Dress): string => `${FILES[name][0]}?${fingerprintOf(dress[name]).toString(36)}`;
  return {
    byPath: new Map(
      (['site', 'style', 'script', 'icon'] as const).map((name) => [
        FILES[name][0],
        served(FILES[name][1], dress[name]),
      ]),
    ),
    assets: { site: address('site'), style: address('style'), script: address('script'), icon: address('icon') },
  };
}

/** What the pages wear, in the colour that the site has in place of the theme's. */
export function inAccent(dress: Dress, { accent }: Site): Dress {
  return accent === undefined ? dress : { ...dress, site: `${dress.site}\n:root { --accent: ${accent} }\n` };
}

function served(type: string, text: string): Served {
  return {
    text,
    headers: { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'private, max-age=31536000, immutable' },
  };
}
