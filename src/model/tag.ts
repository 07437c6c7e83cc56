// Where the page and the feeds of a tag lie.

const SPECIAL = /[^\p{L}\p{M}\p{N}_-]/gu;

/**
 * The folder of a tag's listing, relative to the site: `tags/élan/`. Two tags never share one, and whatever the tag
 * holds, the path is one safe segment and its own address: what is no letter, mark, digit, `_` or `-` is written as
 * `~` and the hex digits of its UTF-8 bytes (`c++` is `tags/c~2b~2b/`), as `%` is by hosts and browsers undone.
 */
export function tagPath(tag: string): string {
  const segment = tag.normalize('NFC').replaceAll(SPECIAL, escaped);
  return `tags/${segment || '~'}/`;
}

function escaped(char: string): string {
  return Array.from(new TextEncoder().encode(char), (byte) => `~${byte.toString(16).padStart(2, '0')}`).join('');
}
