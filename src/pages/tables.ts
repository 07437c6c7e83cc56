// Tables, as pages show them: one that is wider than the page is moved sideways under the finger, and by keys too.

// All HTML of posts is XML, in which < is escaped.
const TABLE = /<table(?=[ >])(?![^>]* tabindex=)/g;

/** The text of a post with tables that keys reach (WCAG 2.2, 2.1.1). */
export function withTables(html: string): string {
  return html.replaceAll(TABLE, '<table tabindex="0"');
}
