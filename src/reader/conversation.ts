// An entry opened, in the conversation around it: from several sources, my own posts among them.
import { actForm } from './acts.ts';
import type { Reading, Turn } from './reading.ts';
import { entryMarkup, ownMarkup } from './entry.ts';
import { markup, type Markup } from './markup.ts';
import type { Asked, Page } from './page.ts';
import { NOT_HERE } from './problems.ts';

/** Opening an entry reads it, but not where it was marked as unread just now. */
export async function conversationPage(asked: Asked): Promise<Page> {
  const { reading, number } = asked;
  const opened = reading.entry(number);
  if (!opened) return NOT_HERE;
  if (!asked.query.has('left')) reading.mark([number], 'read');
  const turns = (await reading.conversation(number))?.turns ?? [];
  const title = opened.entry.title ?? (opened.entry.author.name || opened.follow.name);
  const others = turns.flatMap((turn) => ('shown' in turn ? [turn.shown] : []));
  return {
    title: turns.length > 1 ? `${title} · Conversation` : title,
    main: markup`<h1 class="unseen">${turns.length > 1 ? 'Conversation' : 'Entry'}</h1>
${actForm(asked, others)}<div class="conversation" id="entries" data-opened="e${number}">
${turns.map((turn) => turnMarkup(reading, turn, number))}</div>
`,
  };
}

function turnMarkup({ site }: Reading, turn: Turn, opened: number): Markup {
  const { depth } = turn;
  if ('mine' in turn)
    return ownMarkup(turn.mine, { site, as: turn.mine.title === undefined ? 'whole' : 'brief', depth });
  const isOpened = turn.shown.entry.number === opened;
  return entryMarkup(turn.shown, { site, as: isOpened ? 'whole' : 'brief', depth, isOpened });
}
