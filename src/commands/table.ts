// All commands: what the help says of each, and where its work is.
import { HOSTS } from '../deploy/workflows.ts';
import type { Command, Option } from './command.ts';
import { EDGE } from './edge-table.ts';

const LIVE_OPTIONS: readonly Option[] = [
  { flags: '--wait <time>', says: 'how long a new entry may take to be live: 30s, 5m (default), 1h' },
  { flags: '--all', says: 'announce what is held back: renamed posts, and more than 20 changes at once' },
  { flags: '--open', says: 'make a node public that somebody else closed' },
];

export const COMMANDS: readonly Command[] = [
  {
    name: 'init',
    takes: '<folder>',
    says: 'Make a new site.',
    options: [
      { flags: '--title <text>', says: 'what the site is called' },
      { flags: '--url <address>', says: 'where it will be' },
      { flags: '--author <name>', says: 'who writes it' },
      { flags: '--jid <address>', says: 'the XMPP account that announces' },
      {
        flags: '--with <host>',
        says: `also a workflow that builds, deploys and announces: ${HOSTS.join(', ')}`,
      },
      { flags: '--yes', says: 'ask nothing, take what is given and the defaults' },
    ],
    examples: [
      ['skein init my-blog', 'asks, then makes the folder my-blog'],
      [
        'skein init my-blog --yes --title "Ann" --url https://ann.example --author Ann --jid ann@xmpp.example --with github',
        'asks nothing, and adds a workflow for GitHub Pages',
      ],
    ],
    work: () => import('./init.ts'),
  },
  {
    name: 'post',
    takes: '[text...]',
    says: 'Write a post. Offline.',
    options: [
      { flags: '--title <text>', says: 'makes it an article' },
      { flags: '--tag <tag>', says: 'a tag, besides those in the text; may be repeated', many: true },
      { flags: '--reply-to <address>', says: 'what it answers' },
      { flags: '--photo <file>', says: 'a picture, copied into public/photos/; may be repeated', many: true },
      { flags: '--alt <text>', says: 'what the picture shows; one for each, in the same order', many: true },
      { flags: '--draft', says: 'only the preview shows it' },
      { flags: '--at <date>', says: 'its date, when that is not now; one ahead waits until then' },
    ],
    examples: [
      ['skein post "Geese over the lake. #skein"', 'a note'],
      ['skein post --photo geese.jpg --alt "Geese in a V"', 'opens $EDITOR for the words'],
      ['fortune | skein post --tag wisdom', 'a note of what another program says'],
    ],
    work: () => import('./post.ts'),
  },
  {
    name: 'build',
    says: 'Make _site/ from the files. Offline.',
    options: [{ flags: '--verbose', says: 'name each file that changed, and why' }],
    examples: [
      ['skein build', 'build the site in this folder'],
      ['skein build --root ~/my-blog --verbose', 'build another, and say which files changed and why'],
    ],
    work: () => import('./build.ts'),
  },
  {
    name: 'dev',
    says: 'Show the site with its drafts while you write.',
    options: [
      { flags: '--port <number>', says: 'where the preview is (default: 8080, or the next that is free)' },
      { flags: '--announce', says: 'after each change also build without drafts, deploy, and announce' },
    ],
    examples: [
      ['skein dev', 'look at the site while writing'],
      ['skein dev --announce', 'publish whatever is saved and is no draft'],
    ],
    stays: true,
    work: () => import('./dev.ts'),
  },
  {
    name: 'deploy',
    says: 'Build, bring to the host, announce. Uses the net.',
    options: [
      { flags: '--no-announce', says: 'stop when it is on its host' },
      { flags: '--verify', says: 'compare every file with the one on the host, not only what changed since' },
      ...LIVE_OPTIONS,
    ],
    examples: [
      ['skein deploy', 'publish what is new'],
      ['skein deploy --wait 30s', 'give the host half a minute to show it'],
      ['skein deploy --no-announce', 'and announce later, with skein announce'],
    ],
    work: () => import('./deploy.ts'),
  },
  {
    name: 'announce',
    says: 'Tell followers what is new. Uses the net.',
    options: [{ flags: '--dry-run', says: 'print what would be done, and do nothing' }, ...LIVE_OPTIONS],
    examples: [
      ['skein announce', 'after a host has deployed the site by itself'],
      ['skein announce --dry-run', 'see what followers would hear'],
    ],
    work: () => import('./announce.ts'),
  },
  {
    name: 'check',
    says: 'Find what is wrong, here and on the server.',
    options: [{ flags: '--offline', says: 'only the files' }],
    examples: [
      ['skein check', 'after init, after moving, or when a follower hears nothing'],
      ['skein check --offline', 'in CI, before a deploy'],
    ],
    work: () => import('./check.ts'),
  },
  ...EDGE,
  {
    name: 'demo',
    says: 'Show all of it on this machine.',
    options: [
      { flags: '--once', says: 'end when all has been heard, and leave nothing behind' },
      { flags: '--bridge', says: 'show a feed that knows nothing of XMPP, heard over it' },
    ],
    examples: [
      ['skein demo', 'then open the reader that it names, and add a file to posts/; Ctrl-C ends it and cleans up'],
      ['skein demo --once', 'as a test: it ends with 0 when two posts were heard'],
      ['skein demo --bridge', 'a blog and its RSS feed, bridged to a node that Bob follows'],
    ],
    stays: true,
    work: () => import('./demo.ts'),
  },
];
