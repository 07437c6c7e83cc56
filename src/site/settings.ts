// What skein.config.js says: what a person wrote becomes a Site, or all that is wrong with it.
import { contrast, HEX, PAPER } from '../model/contrast.ts';
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { bareJid, says, webAddress, words, wantedBy, z } from '../written/schema.ts';

const FILE = 'skein.config.js';
const MICROBLOG = 'urn:xmpp:microblog:0';

const anyAddress = words
  .refine((text) => URL.canParse(text), says('an address with its scheme'))
  // As pages print it: what no address may have in it is encoded.
  .transform((text) => new URL(text).href);
const photoAddress = words.refine(
  (text) => URL.canParse(text, 'https://x'),
  says('a path such as "/me.jpg", or an address'),
);
// What is written in it on the theme's paper is text, and wants a contrast of 4.5.
const accent = z
  .string(says('a text'))
  .regex(HEX, says('a colour such as "#1d5a86"'))
  .refine((colour) => contrast(colour, PAPER) >= 4.5, says('a darker colour: it has to be read on a light page'));
const handle = z
  .string(says('a text'))
  .regex(/^@[^\s@/<>&"']+@[^\s@/<>&"']+$/u, says('an account such as "@ann.example@web.brid.gy"'));
const host = z
  .string(says('a text'))
  .toLowerCase()
  .regex(/^([^\s/:@?#[\]]+|\[[\da-f:.]+\])(:\d{1,5})?$/u, says('a host such as "feeds.lan" or "localhost:8080"'));
const most = z.int(says('a whole number')).positive(says('a number above 0'));
const zone = z
  .string(says('a text'))
  .refine(isZone, says('a time zone of the IANA list, such as "Europe/Berlin" or "UTC"'));
const language = z.string(says('a text')).refine(isLanguage, says('a language tag such as "en" or "pt-BR"'));
// RFC 4151 §2.1: an authority (domain or e-mail address), a date, then what Skein puts after the colon.
const tagPrefix = z
  .string(says('a text'))
  .regex(
    /^tag:[a-z0-9.@_-]+,\d{4}(-\d\d(-\d\d)?)?:([A-Za-z0-9._~/-]*)$/,
    says('a prefix such as "tag:ann.example,2026:"'),
  );

const deploy = z.discriminatedUnion(
  'to',
  [
    z.strictObject({ to: z.literal('folder'), folder: words }),
    z.strictObject({ to: z.literal('rsync'), target: words, options: z.array(words).default([]) }),
    z.strictObject({
      to: z.literal('git'),
      remote: words.default('origin'),
      branch: words.default('pages'),
      folder: z.string(says('a text')).default(''),
    }),
    z.strictObject({ to: z.literal('command'), command: z.array(words).min(1, says('a program and its arguments')) }),
  ],
  says('{ to: "folder", folder } or { to: "rsync", target } or { to: "git", branch } or { to: "command", command }'),
);

const settings = z.strictObject(
  {
    title: words,
    description: z.string(says('a text')).default(''),
    url: webAddress,
    author: z.strictObject(
      { name: words, photo: photoAddress.optional(), me: z.array(anyAddress).default([]) },
      says('{ name: "Ann" }'),
    ),
    id: tagPrefix,
    language: language.default('en'),
    timezone: zone.default('UTC'),
    accent: accent.optional(),
    pinned: words.optional(),
    fediverse: handle.optional(),
    xmpp: z
      .strictObject(
        { jid: bareJid, node: words.optional(), service: words.optional() },
        says('{ jid: "ann@xmpp.example" }'),
      )
      .optional(),
    deploy: deploy.optional(),
    announce: z
      .strictObject({
        chat: z.boolean(says('true or false')).default(false),
        rooms: z.array(bareJid).default([]),
        hubs: z.array(webAddress).default([]),
      })
      .prefault({}),
    reader: z
      .strictObject({
        url: webAddress.optional(),
        allowHosts: z.array(host).default([]),
        keep: z.strictObject({ days: most.default(365), entries: most.default(50_000) }).prefault({}),
        tell: z.boolean(says('true or false')).default(false),
      })
      .prefault({}),
    eleventy: z
      .custom<EleventyHook>((value) => typeof value === 'function', says('a function that takes the config'))
      .optional(),
  },
  says('export default { title, url, author, id }'),
);

type EleventyHook = (config: unknown) => unknown;

/** What skein.config.js exports, as its author may write it. */
export type Settings = z.input<typeof settings>;

/** The site that the config describes; `unknown` because a person wrote it. Every wrong key is told. */
export function siteFrom(written: unknown): Checked<Site> {
  const read = settings.safeParse(written, { reportInput: true });
  if (!read.success) return wrong(...read.error.issues.flatMap(problemsOf));
  const { eleventy: _, accent, pinned, fediverse, xmpp, deploy, author, reader, ...rest } = read.data;
  const url = inSlash(rest.url);
  if (xmpp?.service && !xmpp.node) return wrong(nodeWanted());
  if (!xmpp && (rest.announce.chat || rest.announce.rooms.length > 0)) return wrong(accountWanted());
  // A path that begins with a slash is one of the site, as it is in posts.
  const site: Site = {
    ...rest,
    url,
    author: {
      name: author.name,
      me: author.me,
      ...(author.photo && { photo: new URL(author.photo.replace(/^\/(?!\/)/, ''), url).href }),
    },
    ...(xmpp && {
      xmpp: {
        jid: xmpp.jid.toLowerCase(),
        node: xmpp.node ?? MICROBLOG,
        ...(xmpp.service && { service: xmpp.service.toLowerCase() }),
      },
    }),
    ...(accent && { accent }),
    ...(pinned && { pinned }),
    ...(fediverse && { fediverse }),
    ...(deploy && { deploy }),
    reader: readerFrom(reader),
  };
  return fine(site);
}

function readerFrom({ url, ...reader }: z.output<typeof settings>['reader']): Site['reader'] {
  return { ...reader, ...(url !== undefined && { url: inSlash(url) }) };
}

function inSlash(url: string): string {
  return new URL(url.endsWith('/') ? url : `${url}/`).href;
}

function accountWanted(): Problem {
  return {
    where: `${FILE}: announce`,
    what: 'Contacts and rooms are told by an XMPP account, and there is none.',
    next: 'Write xmpp: { jid: "ann@xmpp.example" } beside it, or remove announce.chat and announce.rooms.',
  };
}

function nodeWanted(): Problem {
  return {
    where: `${FILE}: xmpp.node`,
    what: 'A node on a service needs a name of its own.',
    next: 'Write for example xmpp: { jid, service: "pubsub.example.org", node: "blog" }.',
  };
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const where = `${FILE}: ${issue.path.map(String).join('.') || 'export default'}`;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      where: issue.path.length > 0 ? `${where}.${key}` : `${FILE}: ${key}`,
      what: 'There is no such setting.',
      next: 'Remove it, or see the README for the settings there are.',
    }));
  }
  return [{ where, ...wantedBy(issue) }];
}

function isZone(name: string): boolean {
  return accepted(() => new Intl.DateTimeFormat('en', { timeZone: name }));
}

function isLanguage(tag: string): boolean {
  return accepted(() => Intl.getCanonicalLocales(tag));
}

function accepted(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}
