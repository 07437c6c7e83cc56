// A file of posts/ becomes a post. It looks at nothing but the text that it is given.
import { monthPath } from '../model/calendar.ts';
import type { Entry, Post } from '../model/entry.ts';
import { momentOf } from '../model/moment.ts';
import { fine, wrong } from '../model/problem.ts';
import type { Checked, Problem } from '../model/problem.ts';
import { addressOf } from '../model/site.ts';
import type { Site } from '../model/site.ts';
import { dateInName } from './dates.ts';
import { fieldsOf } from './fields.ts';
import type { Fields } from './fields.ts';
import { frontMatterOf } from './frontmatter.ts';
import type { FrontMatter } from './frontmatter.ts';
import { absoluteIn, written } from './markdown.ts';
import type { Medium } from './media.ts';
import { nameOf, stemOf } from './name.ts';
import type { Who } from './people.ts';
import { bodyWith } from './repost.ts';

/** What a post is read against. */
export interface Context {
  readonly site: Site;
  readonly who: Who;
}

/** A post that has no enclosures yet, and what may become them. */
export interface Parsed {
  readonly post: Post;
  readonly media: readonly Medium[];
}

interface Times {
  readonly published: string;
  readonly updated: string;
}

/** The post that a text is, or everything that is wrong with it. `file` is relative to the site. */
export async function parsePost(file: string, text: string, context: Context): Promise<Checked<Parsed>> {
  const damaged = notUtf8(file, text);
  if (damaged) return wrong(damaged);
  const read = frontMatterOf(file, text);
  if (!read.ok) return read;
  const front = read.value;
  const { fields, problems } = fieldsOf(front);
  const name = nameOf(file, { ...fields, at: front.at });
  const times = timesOf(file, front, { fields, zone: context.site.timezone });
  const bad = [...problems, ...name.problems, ...(times.ok ? [] : times.problems), ...noText(file, front)];
  if (bad.length > 0 || !times.ok) return wrong(...bad.toSorted((a, b) => lineOf(a) - lineOf(b)));
  const path = `${monthPath(times.value.published, context.site.timezone)}${name.slug}/`;
  const { entry, media } = await entryOf({ front, fields, key: name.key, path, times: times.value }, context);
  return fine({ post: { file, path, draft: fields.draft ?? false, entry }, media });
}

// As one reads the file from above; what is wrong with its name comes first.
function lineOf({ where }: Problem): number {
  return Number(/:(\d+)$/.exec(where)?.[1] ?? 0);
}

function notUtf8(file: string, text: string): Problem | undefined {
  const at = text.indexOf('\uFFFD');
  if (at === -1) return undefined;
  return {
    where: `${file}:${text.slice(0, at).split(/\r\n?|\n/).length}`,
    what: 'This line holds what is not UTF-8 text.',
    next: 'Save the file as UTF-8, and write the damaged letters again.',
  };
}

function noText(file: string, { body, bodyLine, data }: FrontMatter): readonly Problem[] {
  const seen = body.replaceAll(/<!--[\s\S]*?-->/g, '').trim();
  if (seen !== '' || 'photos' in data || 'repost_of' in data) return [];
  const next = 'Write something, remove the file, or give it photos: or repost_of:.';
  return [{ where: `${file}:${bodyLine}`, what: 'The post has no text.', next }];
}

function timesOf(file: string, front: FrontMatter, { fields, zone }: { fields: Fields; zone: string }): Checked<Times> {
  const written = fields.date ?? dateInName(stemOf(file));
  const from = fields.date === undefined ? file : front.at('date');
  // A date: that is no text has its problem already.
  if (written === undefined) return wrong(...('date' in front.data ? [] : [noDate(file)]));
  const published = momentOf(written, zone);
  const updated = fields.updated === undefined ? published : momentOf(fields.updated, zone);
  const problems: Problem[] = [];
  if (!('time' in published)) problems.push({ where: from, ...published });
  if (!('time' in updated) && updated !== published) problems.push({ where: front.at('updated'), ...updated });
  if (!('time' in published) || !('time' in updated)) return wrong(...problems);
  if (updated.time >= published.time) return fine({ published: published.time, updated: updated.time });
  return wrong({
    where: front.at('updated'),
    what: `The post is updated (${fields.updated}) before its date (${written}).`,
    next: 'Mend one of the two.',
  });
}

function noDate(file: string): Problem {
  const next = 'Write date: 2026-05-01T09:30 in its front matter, or let its name begin with one: 2026-05-01-hello.md.';
  return { where: file, what: 'The post has no date.', next };
}

interface Parts {
  readonly front: FrontMatter;
  readonly fields: Fields;
  readonly key: string;
  readonly path: string;
  readonly times: Times;
}

async function entryOf(
  { front, fields, key, path, times }: Parts,
  { site, who }: Context,
): Promise<{ entry: Entry; media: Medium[] }> {
  const { title, reply_to: replyTo, repost_of: repost, warning } = fields;
  const absolute = absoluteIn(site, path);
  const photos = (fields.photos ?? []).map(({ src, alt }) => {
    return { url: absolute(src) ?? src, alt, where: front.at('photos', src) };
  });
  const body = repost ? bodyWith(front.body, repost) : front.body;
  const { html, text, tags, mentions, shown } = await written(body, { site, who, key, path, photos });
  const url = addressOf(site, path);
  const entry: Entry = {
    id: `${site.id}${key}`,
    key,
    url,
    ...(title === undefined ? {} : { title }),
    html,
    // A picture without alternative text has no words: its address stands for them.
    text: text || (shown[0]?.url ?? url),
    lang: fields.lang ?? site.language,
    author: { name: site.author.name, uri: site.url },
    ...times,
    tags: [...new Set([...(fields.tags ?? []), ...tags])],
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(repost === undefined ? {} : { repostOf: repost.url }),
    mentions,
    enclosures: [],
    ...(warning === undefined ? {} : { warning }),
  };
  const asked = new Map(photos.map((photo) => [photo.url, photo]));
  return { entry, media: shown.map((each) => asked.get(each.url) ?? each) };
}
