// The files of a new site.
import type { File } from '../model/page.ts';
import type { Deploy } from '../model/site.ts';

export interface Beginning {
  readonly title: string;
  readonly url: string;
  /** What the ids of its entries begin with, where that is not to be made of the address. */
  readonly id?: string;
  readonly author: string;
  readonly jid: string;
  readonly timezone: string;
  readonly language: string;
  /** What package.json depends on: `^0.1.0`, or a path. */
  readonly dependency: string;
  readonly now: Date;
  /** How it gets to its host; a comment shows how to say it where it is absent. */
  readonly deploy?: Deploy;
}

/** A package.json, a config and a first post: a site that builds as it is. */
export function newSite(beginning: Beginning): readonly File[] {
  const day = beginning.now.toISOString().slice(0, 'YYYY-MM-DD'.length);
  return [
    { path: 'package.json', bytes: packageJson(beginning) },
    { path: 'skein.config.js', bytes: configText(beginning) },
    { path: `posts/${day.slice(0, 4)}/${day}-hello.md`, bytes: firstPost(beginning) },
    { path: '.gitignore', bytes: 'node_modules\n_site\n.skein\n.env\n' },
  ];
}

function packageJson({ dependency, url }: Beginning): string {
  const name = new URL(url).hostname.replaceAll(/[^a-z0-9-]+/g, '-');
  const scripts = { build: 'skein build', dev: 'skein dev', deploy: 'skein deploy', announce: 'skein announce' };
  const made = { name, private: true, type: 'module', scripts, dependencies: { 'skein-microblog': dependency } };
  return `${JSON.stringify(made, null, 2)}\n`;
}

// RFC 4151: the authority is a domain that its owner had in that year. It stays when the site moves.
function idPrefix({ url, now }: Beginning): string {
  const { hostname, pathname } = new URL(url);
  const path = pathname.replaceAll(/^\/|[^A-Za-z0-9._~/-]/g, '');
  return `tag:${hostname},${now.getUTCFullYear()}:${path}`;
}

/** skein.config.js, as a person would write it. */
export function configText(beginning: Beginning): string {
  const { title, url, author, jid, timezone, language, deploy } = beginning;
  const account = jid
    ? [`  xmpp: { jid: ${JSON.stringify(jid)} },`]
    : [
        '  // The account that announces. Its password is never written here: see the README.',
        '  // xmpp: { jid: "you@xmpp.example" },',
      ];
  const target = deploy
    ? [`  deploy: ${JSON.stringify(deploy)},`]
    : [
        '  // How _site/ gets to its host: a folder, rsync, a git branch or any command.',
        "  // deploy: { to: 'rsync', target: 'you@host.example:public_html/' },",
      ];
  const lines = [
    "/** @type {import('skein-microblog').Site} */",
    'export default {',
    `  title: ${JSON.stringify(title)},`,
    `  url: ${JSON.stringify(url)},`,
    `  author: { name: ${JSON.stringify(author)} },`,
    '  // Begins the id of every entry. It never changes, even when the address of the site does.',
    `  id: ${JSON.stringify(beginning.id ?? idPrefix(beginning))},`,
    `  language: ${JSON.stringify(language)},`,
    `  timezone: ${JSON.stringify(timezone)},`,
    ...account,
    ...target,
    '};',
  ];
  return `${lines.join('\n')}\n`;
}

function firstPost({ now, author }: Beginning): string {
  const lines = [
    '---',
    `date: ${now.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`,
    '---',
    '',
    `Hello! This is the first note of ${author}, in a plain file. #hello`,
  ];
  return `${lines.join('\n')}\n`;
}
