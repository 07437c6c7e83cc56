// Which entries of others concern me, and how.
import type { Kept, Reference } from '../model/received.ts';
import { placeOf } from './address.ts';
import { isMe, isMine } from './me.ts';
import type { Me } from './me.ts';

const HOWS: readonly Reference['how'][] = ['reply', 'repost', 'link', 'name'];

/**
 * By which ways an entry concerns me, each once: it answers, repeats or links to what is mine, or names me; a comment on
 * my entry answers it. What I wrote concerns nobody, wherever it was found.
 */
export function concernsOf(me: Me): (entry: Kept) => readonly Reference['how'][] {
  return (entry) => {
    const { source, references, mentions } = entry;
    if (isOwn(me, entry)) return [];
    const ways = new Set(references.flatMap((reference) => concernOf(me, reference) ?? []));
    if (isComments(me, source)) ways.add('reply');
    if (mentions.some((address) => isMe(me, address))) ways.add('name');
    return HOWS.filter((how) => ways.has(how));
  };
}

function concernOf(me: Me, { how, to }: Reference): Reference['how'] | undefined {
  if (how === 'name') return me.names.has(to.normalize('NFKC').toLowerCase()) ? how : undefined;
  if (isMine(me, to)) return how;
  // A link to my profile or account elsewhere is how programs write my name.
  return isMe(me, to) ? 'name' : undefined;
}

// My nodes with comments are mine, but not what stands there.
function isOwn(me: Me, { id, source, author }: Kept): boolean {
  if (id.startsWith(me.id) && isMine(me, id)) return true;
  if (author.uri !== undefined && (isMe(me, author.uri) || isMine(me, author.uri))) return true;
  return isMine(me, source) && !isComments(me, source);
}

function isComments({ comments }: Me, source: string): boolean {
  const at = placeOf(source)?.at ?? '';
  return comments.some((begin) => at.startsWith(begin));
}
