// The reader as one function from request to answer: the door of hono. Each address has a page, each form an act.
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Answers, Dress } from '../world/world.ts';
import { mark } from './acts.ts';
import { block, blocksPage, unblock } from './blocks.ts';
import { callsOf, type Called } from './called.ts';
import { choicesPage } from './choices.ts';
import { composePage, preview, replyPage, write } from './compose.ts';
import { conversationPage } from './conversation.ts';
import { LARGEST } from './draft.ts';
import type { Reading } from './reading.ts';
import { filesOf } from './files.ts';
import { find, follow, unfollow } from './follow.ts';
import { followingPage } from './following.ts';
import { bare, framed } from './frame.ts';
import { isForUs, isFromUs, isKnown, welcome, type Admission, type Asking } from './guard.ts';
import { HEADERS } from './headers.ts';
import { wantedOf } from './listing.ts';
import { liveStream } from './live.ts';
import { markup } from './markup.ts';
import { mentionsPage } from './mentions.ts';
import type { Asked, Gone, Page, Sent } from './page.ts';
import { NOT_HERE } from './problems.ts';
import { searchPage } from './search.ts';
import { starredPage } from './starred.ts';
import { timelinePage } from './timeline.ts';
import { deploy, writtenPage } from './written.ts';

const PAGES: Readonly<Record<string, (asked: Asked) => Page | Promise<Page>>> = {
  '/': timelinePage,
  '/mentions': mentionsPage,
  '/starred': starredPage,
  '/search': searchPage,
  '/following': followingPage,
  '/blocks': blocksPage,
  '/compose': composePage,
  '/written': writtenPage,
  '/entry/:number{[1-9][0-9]{0,14}}': conversationPage,
  '/entry/:number{[1-9][0-9]{0,14}}/reply': replyPage,
  '/entry/:number{[1-9][0-9]{0,14}}/block': choicesPage,
};

const ACTS: Readonly<Record<string, (sent: Sent) => Promise<Page | Gone>>> = {
  '/mark': mark,
  '/follow': follow,
  '/follow/find': find,
  '/unfollow': unfollow,
  '/block': block,
  '/unblock': unblock,
  '/compose': write,
  '/preview': preview,
  '/deploy': deploy,
};

/** Bytes of a form at most: one with a picture, and any other. */
const [WITH_PICTURE, PLAIN] = [LARGEST + 1_000_000, 1_000_000];
const TAKES_PICTURES: ReadonlySet<string> = new Set(['/compose', '/preview']);

export interface Settings extends Admission {
  readonly dress: Dress;
  /** What WebSub hubs may do; absent where none can reach the reader. */
  readonly called?: Called;
  /** Ends the streams of open pages. */
  readonly stop: AbortSignal;
}

/** The app that answers for an reading. */
export function readerApp(reading: Reading, settings: Settings): { readonly fetch: Answers } {
  const app = new Hono();
  const files = filesOf(settings.dress);
  const shown = (c: Context, page: Page): Response => c.html(framed(page, reading, files.assets), page.status ?? 200);
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    return refusalOf(c, settings) ?? next();
  });
  for (const [path, file] of files.byPath) app.get(path, (c) => c.body(file.text, 200, file.headers));
  for (const [path, page] of Object.entries(PAGES))
    app.get(path, async (c) => shown(c, await page(askedOf(c, reading))));
  for (const [path, act] of Object.entries(ACTS)) {
    const maxSize = TAKES_PICTURES.has(path) ? WITH_PICTURE : PLAIN;
    app.post(path, bodyLimit({ maxSize, onError: (c) => shown(c, TOO_LARGE) }), async (c) => {
      const form = await c.req.formData().catch(() => undefined);
      const done = form ? await act({ ...askedOf(c, reading), form }) : UNREADABLE;
      return 'go' in done ? c.redirect(done.go, 303) : shown(c, done);
    });
  }
  app.get('/live', (c) => live(c, reading, settings.stop));
  app.notFound((c) => shown(c, NOT_HERE));
  const calls = settings.called && callsOf(settings.called);
  const { fetch: pages } = app;
  return { fetch: (request) => calls?.(request) ?? pages(request) };
}

function refusalOf(c: Context, admission: Admission): Response | undefined {
  const asking: Asking = { method: c.req.method, url: new URL(c.req.url), header: (name) => c.req.header(name) };
  if (!isForUs(asking, admission)) return c.html(bare('Not for this name', FOR_ANOTHER), 403);
  const welcomed = welcome(asking, admission);
  if (welcomed) {
    c.header('Set-Cookie', welcomed.cookie);
    return c.redirect(welcomed.to, 303);
  }
  if (!isKnown(asking, admission)) return c.html(bare('Not open', NOT_KNOWN), 403);
  if (!isFromUs(asking)) return c.html(bare('Not from here', FROM_ANOTHER), 403);
  return undefined;
}

const FOR_ANOTHER = 'The reader answers to the address that skein read has told, and to no other name.';
const NOT_KNOWN = 'The reader is one person’s. Open the address that skein read has told: the one with “token” in it.';
const FROM_ANOTHER = 'Another site has sent this form. Nothing was done.';

function askedOf(c: Context, reading: Reading): Asked {
  const { pathname, search, searchParams } = new URL(c.req.url);
  return { reading, here: pathname + search, query: searchParams, number: Number(c.req.param('number') ?? 0) };
}

function live(c: Context, reading: Reading, stop: AbortSignal): Response {
  const { query } = askedOf(c, reading);
  const wanted = wantedOf(query.get('list') === 'mentions' ? 'mentions' : 'timeline', query);
  const since = Number(c.req.header('last-event-id') ?? query.get('since') ?? 0);
  return c.body(liveStream(reading, wanted, { since, stop }), 200, { 'Content-Type': 'text/event-stream' });
}

const TOO_LARGE = told('Too large', 'A picture may have 10 MB. Go back, and choose a smaller one.', 413);
const UNREADABLE = told('Not readable', 'This is no form of the reader. Nothing was done.', 422);

function told(title: string, sentence: string, status: 413 | 422): Page {
  return {
    title,
    status,
    main: markup`<h1>${title}</h1>
<p>${sentence}</p>
`,
  };
}
