// Where the preview shows how a post looks elsewhere.

/** The path of its page, relative to the preview: `preview/hello/`. */
export function elsewherePath(key: string): string {
  return `preview/${key}/`;
}

/** The key of the post whose page is at this path of a request: `/preview/hello/`. */
export function keyAt(path: string): string | undefined {
  return /^\/preview\/([\w.-]+)\/?(?:\?|$)/.exec(path)?.[1];
}
