// What is served to browsers on this machine, as types.
import type { Checked } from '../model/problem.ts';

/** A folder, or an app, on a port of this machine. */
export interface Served {
  /** `http://localhost:8080/` */
  readonly url: string;
  /** Makes every open page load again (a preview only). */
  readonly reload: () => void;
  readonly close: () => Promise<void>;
}

/** Folders are absolute; port 0 is any free one. */
export interface Serve {
  site(folder: string, port: number): Promise<Checked<Served>>;
  /** Pages that load `/.skein/reload.js` load again when told so. `pages` makes those that are no files. */
  preview(folder: string, port: number, pages: PagesAt): Promise<Checked<Served>>;
  /** What answers requests itself. `host` is the address that is listened at, by default one that only this machine has. */
  app(answer: Answers, port: number, host?: string): Promise<Checked<Served>>;
}

/** The HTML of the page at a path (`/preview/hello/`), if there is one. */
export type PagesAt = (path: string) => Promise<string | undefined>;

/** Answers a request as the Fetch standard has it. */
export type Answers = (request: Request) => Response | Promise<Response>;

/** What the reader's pages wear, as texts. */
export interface Dress {
  /** The stylesheet of the site's own pages, and its icon: the theme's, or what the site has in their place. */
  readonly site: string;
  readonly icon: string;
  /** The reader's own. */
  readonly style: string;
  readonly script: string;
}
