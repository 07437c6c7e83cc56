// Where a thread is.

/** The path of a thread, from that of its first post: `2026/11/hello/thread/`. */
export function threadPath(first: string): string {
  return `${first}thread/`;
}
