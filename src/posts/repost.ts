// What a post repeats or quotes stands in its text, so that pages, feeds, nodes and chats all show it.
import type { Reply } from '../model/entry.ts';

/** What a post repeats: its address, who wrote it, and its words. */
export type Repost = Pick<Reply, 'url' | 'name' | 'excerpt'>;

/** A body with what it repeats below. Without words of either, the address stands for them, so that it is not empty anywhere. */
export function bodyWith(body: string, { url, name, excerpt }: Repost): string {
  const address = `<${url.replaceAll('<', '%3C').replaceAll('>', '%3E')}>`;
  if (excerpt === undefined) return body.trim() === '' ? address : body;
  const source = name === undefined ? address : `[${literal(name)}](${address})`;
  return `${body}\n\n> ${literal(excerpt)}\n>\n> ${source}`;
}

// A backslash before any ASCII punctuation is that character and nothing else (CommonMark 0.31, §2.4); so in what others
// wrote nothing is markup, a tag or a name.
function literal(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
}
