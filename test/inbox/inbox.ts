// An inbox of its own for a test, and entries for it.
import { join } from 'node:path';
import type { SafeHtml } from '../../src/model/entry.ts';
import type { Feed, Received } from '../../src/model/received.ts';
import { inboxIn, type Inbox } from '../../src/inbox/inbox.ts';
import { storeAt } from '../../src/world/store.ts';
import { temporary } from '../program.ts';

export async function newInbox(path = join(temporary(), 'inbox.db')): Promise<Inbox> {
  const store = await storeAt(path);
  if (!store.ok) throw new Error(JSON.stringify(store.problems));
  const inbox = inboxIn(store.value);
  if (!inbox.ok) throw new Error(JSON.stringify(inbox.problems));
  return inbox.value;
}

/** An entry of this id, which says its id unless it is told otherwise. */
export function entry(id: string, said: Partial<Received> = {}): Received {
  const text = said.text ?? id;
  return {
    id,
    url: `https://bob.example/${id}`,
    html: `<p>${text}</p>` as SafeHtml,
    text,
    lang: 'en',
    author: { name: 'Bob' },
    published: '2026-11-01T00:00:00Z',
    updated: '',
    tags: [],
    mentions: [],
    enclosures: [],
    references: [],
    ...said,
  };
}

export function feed(...entries: readonly Received[]): Pick<Feed, 'entries' | 'deleted'> {
  return { entries, deleted: [] };
}
