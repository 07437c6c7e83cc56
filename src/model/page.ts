// A page before and after it is rendered.

/** A page to render: a template of the theme, and all that it is given. */
export interface Page {
  /** The file it becomes, relative to the built site: `2026/11/hello/index.html`. */
  readonly path: string;
  /** A template of the theme: `note.njk`. */
  readonly template: string;
  /** Plain data (JSON). The page depends on nothing else but on what renders it. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** A file of the built site. */
export interface File {
  readonly path: string;
  readonly bytes: string | Uint8Array;
}
