// What the reader does beyond its pages, all of which work without this: it tells of new entries, takes keys, and spares
// loading a page anew for a star or a mark. It writes no HTML: what it shows, the server made.

const find = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** A page of the reader, as a document of which nothing runs. */
async function pageAt(address, options) {
  const answer = await fetch(address, options);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

// ---- New entries ----------------------------------------------------------------------------------------------------

const news = find('#news');
const heard = new Set();
let stream;

// Browsers keep few connections to one host: a page that nobody looks at gives its back, and asks what it missed when it
// is looked at again.
function listen() {
  const isSeen = document.visibilityState === 'visible';
  if (!news || isSeen === (stream !== undefined)) return;
  if (!isSeen) return leave();
  const live = new URL(news.dataset.live, location.href);
  live.searchParams.set('since', Math.max(Number(live.searchParams.get('since')), ...heard));
  stream = new EventSource(live);
  stream.addEventListener('message', ({ data }) => tell(data.split(' ')));
  stream.addEventListener('open', () => lost.remove());
  stream.addEventListener('error', lose);
}

function leave() {
  clearTimeout(again);
  stream?.close();
  stream = undefined;
}

// A page that nothing comes to any more would look as if there were no news.
const lost = document.createElement('p');
lost.className = 'lost';
lost.textContent = 'The reader does not answer. Is “skein read” running? This page goes on by itself when it is.';
let again;

function lose() {
  news.append(lost);
  // Some browsers try again by themselves, some only after some troubles.
  if (stream?.readyState !== EventSource.CLOSED) return;
  leave();
  again = setTimeout(listen, 5000);
}

function tell(numbers) {
  for (const number of numbers) if (!find(`#e${CSS.escape(number)}`)) heard.add(number);
  if (heard.size === 0) return;
  if (!find('button', news)) news.prepend(document.createElement('button'));
  find('button', news).textContent = `${heard.size} new`;
}

/** Puts in what this page's list has that the page has not, and goes to the first of it. */
async function show() {
  const page = await pageAt(location.href);
  const entries = find('#entries');
  const known = all('.entry').map(({ id }) => id);
  const there = all('#entries > .entry', page);
  // Where the two have nothing in common, entries between them would be missing.
  if (!entries || !there.some(({ id }) => known.includes(id))) return location.reload();
  const fresh = there.filter(({ id }) => !known.includes(id));
  for (const entry of fresh) {
    const next = there.slice(there.indexOf(entry) + 1).find(({ id }) => find(`#${id}`));
    entries.insertBefore(document.importNode(entry, true), next ? find(`#${next.id}`) : null);
  }
  take('#act', page);
  take('header.site nav', page);
  document.title = page.title;
  heard.clear();
  find('button', news)?.remove();
  goTo(find(`#${fresh[0]?.id ?? known[0]}`));
}

/** Takes an element of another page in the place of this one's. */
function take(selector, page) {
  const [mine, theirs] = [find(selector), find(selector, page)];
  if (mine && theirs) mine.replaceWith(document.importNode(theirs, true));
}

news?.addEventListener('click', ({ target }) => {
  if (target !== lost) show().catch(lose);
});
document.addEventListener('visibilitychange', listen);
addEventListener('pagehide', leave);
addEventListener('pageshow', listen);

// ---- Star and mark, without loading the page ------------------------------------------------------------------------

document.addEventListener('submit', (event) => {
  const { submitter: button, target: form } = event;
  if (form.id !== 'act' || !/^(?:read|unread|starred|plain)$/.test(button?.name)) return;
  event.preventDefault();
  // Where the reader has ended, the browser says so.
  mark(button, form).catch(() => location.reload());
});

async function mark(button, form) {
  const sent = new URLSearchParams({ back: location.pathname + location.search, [button.name]: button.value });
  const page = await pageAt(form.action, { method: 'POST', body: sent });
  const entry = find(`#e${CSS.escape(button.value)}`);
  const theirs = find(`#e${CSS.escape(button.value)}`, page);
  // An entry may have left the list: one of Starred, say.
  if (theirs) refresh(entry, theirs, button);
  else location.reload();
  take('header.site nav', page);
  document.title = page.title;
}

function refresh(entry, theirs, button) {
  const kind = button.className;
  entry.className = theirs.className;
  find('.state', entry).textContent = find('.state', theirs).textContent;
  const fresh = document.importNode(find('.acts', theirs), true);
  find('.more', fresh).open = find('.more', entry).open;
  const hadFocus = document.activeElement === button;
  find('.acts', entry).replaceWith(fresh);
  if (hadFocus) find(`.${kind}`, entry)?.focus();
}

document.addEventListener('click', ({ target }) => {
  for (const menu of all('.more[open]')) if (!menu.contains(target)) menu.open = false;
});

// ---- Keys -----------------------------------------------------------------------------------------------------------

// Whoever comes back to a page goes on where they left it.
const left = find(`#${CSS.escape(history.state?.entry ?? 'none')}`);
let current = left ?? find(`#${find('#entries')?.dataset.opened ?? 'none'}`);

document.addEventListener('focusin', ({ target }) => {
  const entry = target.closest('#entries > .entry');
  if (!entry) return;
  current = entry;
  history.replaceState({ entry: entry.id }, '');
});

function goTo(entry) {
  if (!entry) return;
  entry.focus({ preventScroll: true });
  entry.scrollIntoView({ block: 'start' });
}

// In a long conversation the one that was opened may be far down.
if (left) left.focus({ preventScroll: true });
else if (current && current.getBoundingClientRect().bottom > innerHeight) goTo(current);

/** The entry that keys are about: the one with the focus, else the last one gone to. */
function chosen() {
  return document.activeElement?.closest('.entry') ?? (current?.isConnected ? current : undefined);
}

function step(by) {
  const list = all('#entries > .entry');
  const at = list.indexOf(chosen());
  const inView = list.findIndex((entry) => entry.getBoundingClientRect().bottom > 0);
  goTo(list[at < 0 ? Math.max(inView, 0) : at + by]);
}

const press = (selector) => () => (chosen() ? find(selector, chosen()) : undefined)?.click();
const visit = (path) => () => location.assign(path);

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  o: press('.when'),
  v: press('.original'),
  r: press('.reply'),
  s: press('.star'),
  m: press('.mark'),
  b: press('.block'),
  '.': () => find('#news button')?.click(),
  c: visit('/compose'),
  '/': () => (find('#words') ?? { focus: visit('/search') }).focus(),
  '?': () => find('#keys').showModal(),
  'g t': visit('/'),
  'g m': visit('/mentions'),
  'g s': visit('/starred'),
  'g f': visit('/following'),
  'g b': visit('/blocks'),
};

let before = '';

document.addEventListener('keydown', (event) => {
  const isTyping = event.target.closest('input, textarea, select, dialog, [contenteditable]');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const act = KEYS[`${before} ${event.key}`.trim()];
  before = event.key === 'g' ? 'g' : '';
  if (!act) return;
  event.preventDefault();
  act();
});

const help = find('.help');
help.hidden = false;
help.addEventListener('click', KEYS['?']);

// ---- Writing --------------------------------------------------------------------------------------------------------

const form = find('form.compose');

function count(text) {
  const length = [...text.value.trim()].length;
  const where = length > 500 ? 'Mastodon' : 'micro.blog';
  find('#count').textContent = `${length} characters${length > 300 ? `, more than ${where} shows whole` : ''}`;
}

async function preview(text) {
  const box = find('.live-preview');
  const sent = new FormData(form);
  sent.delete('photo');
  const typed = text.value;
  const made = typed.trim() === '' ? null : find('#preview', await pageAt('/preview', { method: 'POST', body: sent }));
  if (typed !== text.value) return;
  box.hidden = !made;
  if (made) find('.made', box).replaceChildren(document.importNode(made.closest('article'), true));
}

if (form) {
  const text = find('#text');
  let waiting;
  let isSent = false;
  const typed = () => {
    count(text);
    clearTimeout(waiting);
    // Not at each key.
    waiting = setTimeout(() => preview(text), 400);
  };
  text.addEventListener('input', typed);
  if (text.value) typed();
  find('.preview', form).hidden = true;
  form.addEventListener('submit', () => {
    isSent = true;
    // One post, however often the button is pressed.
    setTimeout(() => (find('button.main', form).disabled = true));
  });
  addEventListener('pageshow', () => (find('button.main', form).disabled = isSent = false));
  addEventListener('beforeunload', (event) => {
    if (!isSent && text.value !== text.defaultValue) event.preventDefault();
  });
}
