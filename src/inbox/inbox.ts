// The inbox: what those one follows have published, in one SQLite file. Each entry is known by its source and its id
// together, so that no feed can put its own in the place of another's.
//
//   entry         one row for each, as JSON, with the columns by which it is found
//   reference     what each points to: replies, mentions and conversations are found by it
//   words         the words of each, for search
//   gone          what its author has taken back, and by which way
//   source        how it goes with each feed and node that is followed
//   stood         what stood on each node at the last look that saw all of it
//   subscription  what WebSub hubs are asked for, and have promised
//   account       what was put on the XMPP account, and is to be taken back from it one day
//   setting       what else is to be found again
import { fine, wrong, type Checked } from '../model/problem.ts';
import type { Store } from '../world/world.ts';

export type Inbox = Store;

/** Relative to the site. */
export const INBOX = '.skein/inbox.db';

// `at` and then `number` is the order of the timeline. `listed` is whether the source's newest document still has it;
// `prints` is what feed and node have said last of it (`merge.ts`). An index that holds all that decides whether an entry
// is in a list spares reading those that are not.
const FIRST = `
CREATE TABLE entry (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  url TEXT NOT NULL,
  item TEXT,
  at TEXT NOT NULL,
  heard TEXT NOT NULL,
  listed INTEGER NOT NULL DEFAULT 1,
  read INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0,
  prints TEXT NOT NULL,
  entry TEXT NOT NULL,
  UNIQUE (source, id)
);
CREATE INDEX entry_at ON entry (at, number, source);
CREATE INDEX entry_source ON entry (source, at, number);
CREATE INDEX entry_id ON entry (id);
CREATE INDEX entry_url ON entry (url);
CREATE INDEX entry_starred ON entry (at, number, source) WHERE starred;
CREATE INDEX entry_unread ON entry (at, number, source) WHERE NOT read;
CREATE INDEX entry_page ON entry (source, url, number);
CREATE TABLE reference (entry INTEGER NOT NULL, how TEXT NOT NULL, target TEXT NOT NULL);
CREATE INDEX reference_entry ON reference (entry);
CREATE INDEX reference_target ON reference (target, how);
CREATE VIRTUAL TABLE words USING fts5(
  title, text, author, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE gone (
  source TEXT NOT NULL, id TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (source, id)
) WITHOUT ROWID;
CREATE TABLE source (feed TEXT PRIMARY KEY, state TEXT NOT NULL);
CREATE TABLE subscription (id TEXT PRIMARY KEY, feed TEXT NOT NULL, hub TEXT NOT NULL, until TEXT, state TEXT NOT NULL);
CREATE INDEX subscription_feed ON subscription (feed);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
`;

const STOOD = 'CREATE TABLE stood (source TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;';

const ACCOUNT = `
CREATE TABLE account (
  at TEXT NOT NULL, what TEXT NOT NULL, whole INTEGER NOT NULL, PRIMARY KEY (at, what)
) WITHOUT ROWID;
`;

/** Each takes an inbox of its number to the next: a released one is never changed, one is added. */
const STEPS: readonly string[] = [FIRST, STOOD, ACCOUNT];

/** Readies a store; one that a later Skein has made is a problem. */
export function inboxIn(store: Store): Checked<Inbox> {
  const [row] = store.all('PRAGMA user_version');
  const version = Number(row?.['user_version'] ?? 0);
  if (version > STEPS.length) {
    return wrong({
      where: INBOX,
      what: 'A later version of Skein has made this inbox.',
      next: 'Use that version; or move the file away, and a new one is made.',
    });
  }
  if (version < STEPS.length) store.whole(() => upgrade(store));
  return fine(store);
}

// Another program may have done it while this one waited for its turn.
function upgrade(store: Store): void {
  const [row] = store.all('PRAGMA user_version');
  for (const step of STEPS.slice(Number(row?.['user_version'] ?? 0))) store.exec(step);
  store.exec(`PRAGMA user_version = ${STEPS.length}`);
}
