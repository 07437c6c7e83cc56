// Search in the page, without a server: it loads what may hold the words of a query, newest first, until it has shown
// enough or loaded enough, and goes on when it is asked to. How a text is folded and which numbers stand for it is written
// in src/model/searched.ts too, for the build; what the files are, in src/pages/search.ts and search-file.ts.

/** A step ends with so many posts, or after so many bytes: what is loaded for it stays below 300 KB. */
const SHOWN = 20;
const LOADED = 150_000;

/** Characters of a text that a line shows, and of those that stand before the first word found. */
const LENGTH = 280;
const BEFORE = 80;

const MARKS = /[\u0300-\u036F\u0591-\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670]/g;
const LETTERS = { æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };
const JOINED =
  '[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]';
const LED = '[\\p{sc=Arab}\\p{sc=Hebr}]';
const RUNS = new RegExp(
  `(?<two>(?:(?=[\\p{L}\\p{M}\\p{N}])${JOINED})+)|(?<three>(?:(?=[\\p{L}\\p{M}\\p{N}])${LED})+)|(?:(?!${JOINED}|${LED})[\\p{L}\\p{M}\\p{N}])+`,
  'gu',
);
const BEGINNING = 4;
const NUMBERS = 0xd700;

const folds = new Map();

function foldOf(character) {
  const before = folds.get(character);
  if (before !== undefined) return before;
  const bare = character.normalize('NFKD').replace(MARKS, '').normalize('NFKC');
  const lower = bare.toUpperCase().toLowerCase();
  const fold = LETTERS[lower] ?? lower;
  folds.set(character, fold);
  return fold;
}

/** A folded text, and where each unit of it was. */
function foldedOf(text) {
  let folded = '';
  const places = [];
  let place = 0;
  for (const character of text) {
    const fold = foldOf(character);
    folded += fold;
    for (let unit = 0; unit < fold.length; unit++) places.push(place);
    place += character.length;
  }
  places.push(place);
  return { folded, places };
}

/** The runs of letters of a folded text; one whose script joins words is found by any part of it, others by how they begin. */
function runsOf(folded) {
  return Array.from(folded.matchAll(RUNS), ({ 0: run, index, groups }) => {
    return { run, index, length: groups.two ? 2 : groups.three ? 3 : BEGINNING };
  });
}

function numberOf(part) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < part.length; at++) hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % NUMBERS;
}

/** The words of a query, each with the numbers that a month has which holds it; a short word has none. */
export function wordsOf(query) {
  return runsOf(foldedOf(query.normalize('NFC')).folded).map(({ run, length }) => {
    const last = length === BEGINNING ? Math.min(0, run.length - BEGINNING) : run.length - length;
    const parts = Array.from({ length: last + 1 }, (_, at) => run.slice(at, at + length));
    return { word: run, isPart: length !== BEGINNING, numbers: parts.map(numberOf) };
  });
}

/** Where the words are in a text, as [word, start, end]. */
function placesIn(text, words) {
  const { folded, places } = foldedOf(text);
  const found = [];
  for (const { run, index, length } of runsOf(folded)) {
    for (const [nth, { word, isPart }] of words.entries()) {
      if (isPart !== (length !== BEGINNING)) continue;
      for (let at = run.indexOf(word); at === 0 || (isPart && at > 0); at = run.indexOf(word, at + 1)) {
        const [start, last] = [places[index + at], index + at + word.length];
        let end = last;
        // What one character is folded to is marked as a whole, and accents that stand alone with it.
        while (places[end] === places[last - 1]) end++;
        found.push([nth, start, places[end]]);
      }
    }
  }
  return found.sort(([, a], [, b]) => a - b);
}

/** What a post has of the words, each in its title, text or tags; undefined when it lacks one. */
export function foundIn({ title, text, tags }, words) {
  const [inTitle, inText] = [placesIn(title, words), placesIn(text, words)];
  const there = [...inTitle, ...inText, ...tags.flatMap((tag) => placesIn(tag, words))];
  if (new Set(there.map(([nth]) => nth)).size < words.length) return undefined;
  return { inTitle, inText };
}

/** The months of a year, newest first: their names, and whether each may hold all of these numbers. */
export function monthsIn(bytes) {
  const line = bytes.indexOf(10);
  let first = line + 1;
  return JSON.parse(new TextDecoder().decode(bytes.subarray(0, line))).map(([name, range, length]) => {
    const gaps = bytes.subarray(first, (first += length));
    return {
      name,
      mayHold: (numbers) => {
        const wanted = new Set(numbers.map((number) => number % range));
        let number = 0;
        for (const gap of gaps) {
          number += gap;
          if (gap < 255) wanted.delete(number);
        }
        return wanted.size === 0;
      },
    };
  });
}

/** The posts of a month. */
export function postsIn(lines, year, month) {
  return lines.map(([slug, day, text = '', tags = [], title = '', lang, dir]) => {
    return { path: `${year}${month}/${slug}/`, date: [Number.parseInt(year), Number(month), day], text, tags, title, lang, dir };
  });
}

/** Goes through all posts, newest first; gives those that are found, and nothing after each file that has none. */
async function* search(words, years, load) {
  for (const year of years) {
    for (const { name, mayHold } of monthsIn(await load(`${year}words.bin`))) {
      if (!words.every(({ numbers }) => mayHold(numbers))) continue;
      const lines = JSON.parse(new TextDecoder().decode(await load(`${year}${name}.json`)));
      yield postsIn(lines, year, name.slice(0, 2)).flatMap((post) => {
        const found = foundIn(post, words);
        return found ? [{ ...post, ...found }] : [];
      });
    }
    yield [];
  }
}

/** Text with marks, as nodes: whatever it says, it is text. */
function marked(text, places, from = 0, to = text.length) {
  const nodes = [];
  let at = from;
  for (const [, start, end] of places) {
    if (start < at || end > to) continue;
    const mark = document.createElement('mark');
    mark.textContent = text.slice(start, end);
    nodes.push(text.slice(at, start), mark);
    at = end;
  }
  return [...nodes, text.slice(at, to)];
}

/** The part of a text around what was found first. */
function excerpt(text, places) {
  const [[, first] = [0, 0]] = places;
  const from = first < LENGTH - BEFORE ? 0 : text.lastIndexOf(' ', first - BEFORE) + 1 || first;
  const room = text.length - from <= LENGTH ? text.length : text.lastIndexOf(' ', from + LENGTH);
  const to = room > first ? room : Math.min(text.length, from + LENGTH);
  return [...(from > 0 ? ['… '] : []), ...marked(text, places, from, to), ...(to < text.length ? [' …'] : [])];
}

function begin(form) {
  const [field, list] = [form.elements.namedItem('q'), document.querySelector('ol.lines')];
  const [status, older] = [document.querySelector('[role=status]'), document.querySelector('#older')];
  const words = form.dataset;
  const found = JSON.parse(words.found);
  const years = words.years.split(' ').filter(Boolean);
  const { lang } = document.documentElement;
  const [plural, digits] = [new Intl.PluralRules(lang), new Intl.NumberFormat(lang)];
  const day = new Intl.DateTimeFormat(lang, { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });

  const files = new Map();
  let loaded = 0;
  const load = async (path) => {
    if (files.has(path)) return files.get(path);
    const answer = await fetch(new URL(path, form.action));
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    loaded += bytes.length;
    files.set(path, bytes);
    return bytes;
  };

  const lineOf = ({ path, date: [year, month, of], title, text, lang, dir, inTitle, inText }) => {
    const [line, time, link] = ['li', 'time', 'a'].map((name) => document.createElement(name));
    const date = new Date(Date.UTC(year, month - 1, of));
    time.dateTime = date.toISOString().slice(0, 10);
    time.textContent = day.format(date);
    link.href = new URL(path, new URL(words.site, location.href));
    if (lang) Object.assign(link, { lang, dir });
    link.append(...(title ? marked(title, inTitle) : text ? excerpt(text, inText) : [path]));
    line.append(time, ' ', link);
    if (title && inText.length > 0) {
      const quoted = document.createElement('p');
      if (lang) Object.assign(quoted, { lang, dir });
      quoted.append(...excerpt(text, inText));
      line.append(quoted);
    }
    return line;
  };

  const counted = (number) =>
    (found[plural.select(number)] ?? found.other).replace('{n}', digits.format(number));

  let way;
  /** Looks through what comes next, and says what there is. A newer query ends it. */
  const goOn = async () => {
    const here = way;
    const [before, until] = [list.children.length, loaded + LOADED];
    status.textContent = words.looking;
    older.disabled = true;
    let isDone = false;
    try {
      while (!isDone && loaded < until && list.children.length < before + SHOWN) {
        const { done, value } = await here.next();
        if (way !== here) return;
        isDone = done;
        list.append(...(value ?? []).map(lineOf));
      }
      const number = list.children.length;
      status.textContent = number > 0 ? counted(number) : isDone ? words.none : words.noneYet;
    } catch {
      if (way !== here) return;
      // What has failed is not gone on with: the same query begins anew.
      way = undefined;
      isDone = true;
      status.textContent = words.failed;
    }
    older.disabled = false;
    older.hidden = isDone;
    return list.children[before];
  };

  const ask = () => {
    const query = new URLSearchParams(location.search).get('q') ?? '';
    field.value = query;
    list.replaceChildren();
    older.hidden = true;
    status.textContent = '';
    const wanted = wordsOf(query);
    way = wanted.length > 0 ? search(wanted, years, load) : undefined;
    return way && goOn();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const address = new URL(form.action);
    const query = field.value.trim();
    if (query) address.searchParams.set('q', query);
    if (address.href !== location.href) history.pushState(null, '', address);
    void ask();
  });
  // Who asks for more by the keyboard goes on with it there.
  older.addEventListener('click', async () => {
    const line = await goOn();
    (line?.querySelector('a') ?? (older.hidden ? field : older)).focus();
  });
  addEventListener('popstate', ask);
  void ask();
}

const form = globalThis.document?.querySelector('form.search');
if (form) begin(form);
