// A new post: words, a pipe or an editor become a Markdown file in posts/.
import type { Outcome, Problem } from '../model/problem.ts';
import { counted, fine, wrong, type Checked } from '../model/problem.ts';
import { monthPath } from '../model/calendar.ts';
import type { Site } from '../model/site.ts';
import { parsePost } from '../posts/parse.ts';
import { whoIn } from '../posts/people.ts';
import { writtenPost, type Wanted, type Written } from '../posts/written.ts';
import type { Files, World } from '../world/world.ts';
import { done, type Given } from './command.ts';
import { openSite, type Open } from './open.ts';

/** Writes a post, and the pictures that go with it. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const opened = await openSite(world);
  if (!opened.ok) return { exit: 1, problems: opened.problems, said: '' };
  const photos = await photosOf(world, given, opened.value.site);
  if (!photos.ok) return { exit: 2, problems: photos.problems, said: '' };
  const text = await textOf(world, given);
  if (!text.ok) return { exit: 2, problems: text.problems, said: '' };
  const wanted = { ...wishes(given), text: text.value.trim() };
  const written = await writePost(world, opened.value, { wanted, photos: photos.value });
  if (!written.ok) {
    const said = `${counted(written.problems.length, 'problem')}. Nothing was written.`;
    return { exit: 2, problems: written.problems, said };
  }
  const next = wanted.draft ? 'skein dev shows it' : 'skein dev shows it, skein deploy publishes it';
  return done(`${written.value} is written (${next}).`);
}

/** A picture that goes with a post; `src` is its path on the site. */
export interface Photo {
  readonly src: string;
  readonly alt: string;
  readonly bytes: Uint8Array;
}

function wishes(given: Given): Omit<Wanted, 'text' | 'photos'> {
  const [title, date, replyTo] = [given.text('title'), given.text('at'), given.text('replyTo')];
  return {
    tags: given.texts('tag').map((tag) => tag.replace(/^#/, '')),
    draft: given.text('draft') !== undefined,
    ...(title !== undefined && { title }),
    ...(date !== undefined && { date }),
    ...(replyTo !== undefined && { replyTo }),
  };
}

async function textOf(world: World, given: Given): Promise<Checked<string>> {
  if (given.words.length > 0) return fine(given.words.join(' '));
  const piped = await world.ask.piped();
  return piped === undefined ? world.ask.edit('') : fine(piped);
}

async function photosOf(world: World, given: Given, site: Site): Promise<Checked<readonly Photo[]>> {
  const photos: Photo[] = [];
  const problems: Problem[] = [];
  for (const [index, path] of given.texts('photo').entries()) {
    const bytes = await readAt(world.here, path);
    const alt =
      given.texts('alt')[index] ?? (world.ask.terminal ? await world.ask.text(`What does ${path} show?`) : undefined);
    if (!bytes) problems.push({ where: path, what: 'There is no such file.', next: 'Name a picture: --photo FILE.' });
    else if (alt === undefined) problems.push(noAlt(path));
    else {
      const taken = new Set(photos.map(({ src }) => src));
      photos.push({ src: await freePath(world, { site, path, taken }), alt, bytes });
    }
  }
  return problems.length > 0 ? wrong(...problems) : fine(photos);
}

// Words that the shell handed over name files from where the person stands, not from the site.
function readAt(here: Files, path: string): Promise<Uint8Array | undefined> {
  const [, folder = '', name = ''] = /^(.*[\\/])?([^\\/]*)$/.exec(path) ?? [];
  return here.folder(folder).readBytes(name);
}

/** Where a picture goes that comes from a file of this name: a path of the site that nothing has, nor is to have. */
export async function freePath(
  { files, clock }: Pick<World, 'files' | 'clock'>,
  { site, path, taken }: { readonly site: Site; readonly path: string; readonly taken?: ReadonlySet<string> },
): Promise<string> {
  const folder = `photos/${monthPath(clock.now().toISOString(), site.timezone)}`;
  const name =
    (path.split(/[\\/]/).at(-1) ?? '').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/, '') || 'photo';
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? [];
  for (let number = 1; ; number++) {
    const free = `/${folder}${number === 1 ? name : `${stem}-${number}${ending}`}`;
    if (!taken?.has(free) && (await files.size(`public${free}`)) === undefined) return free;
  }
}

function noAlt(path: string): Problem {
  return {
    where: path,
    what: 'Nothing says what this picture shows, to those who cannot see it.',
    next: 'Say it: --alt "Geese in a V". A picture that is only decoration has --alt "".',
  };
}

/** Writes a post and its pictures; gives its file. It is read as the build will read it before anything is written. */
export async function writePost(
  world: World,
  { site, follows }: Pick<Open, 'site' | 'follows'>,
  { wanted, photos }: { readonly wanted: Omit<Wanted, 'photos'>; readonly photos: readonly Photo[] },
): Promise<Checked<string>> {
  const shown = { ...wanted, photos: photos.map(({ src, alt }) => ({ src, alt })) };
  const post = await unused(world.files, writtenPost(shown, { now: world.clock.now(), zone: site.timezone }));
  for (const { src, bytes } of photos) await world.files.write(`public${src}`, bytes);
  const parsed = await parsePost(post.file, post.text, { site, who: whoIn(follows) });
  if (!parsed.ok) {
    for (const { src } of photos) await world.files.remove(`public${src}`);
    return parsed;
  }
  await world.files.write(post.file, post.text);
  return fine(post.file);
}

async function unused(files: Files, post: Written): Promise<Written> {
  for (let number = 1; ; number++) {
    const file = number === 1 ? post.file : post.file.replace(/\.md$/, `-${number}.md`);
    if ((await files.size(file)) === undefined) return { ...post, file };
  }
}
