// The commands of the edge: whom one follows, what they publish, whom one has blocked.
import type { Command } from './command.ts';

const NUMBER = { flags: '--number <n>', says: 'how many (default: 20)' };
const JSON_OPTION = { flags: '--json', says: 'for other programs' };

export const EDGE: readonly Command[] = [
  {
    name: 'follow',
    takes: '[who...]',
    says: 'Follow a page, a feed, or a node. Uses the net.',
    options: [
      { flags: '--group <name>', says: 'put them into this group of following.opml' },
      { flags: '--opml <file>', says: 'all those whom another reader exports' },
      { flags: '--history', says: 'fetch what they published before, as far back as their feeds go' },
    ],
    examples: [
      ['skein follow https://ann.example', 'finds the feed of the page, and the node that pushes it'],
      ['skein follow @ann@social.example', 'somebody on Mastodon'],
      ['skein follow xmpp:ann@xmpp.example', 'somebody with a microblog on XMPP'],
      ['skein follow --opml subscriptions.opml', 'moves here from another reader'],
    ],
    work: () => import('./follow.ts'),
  },
  {
    name: 'unfollow',
    takes: '<who...>',
    says: 'Follow somebody no more.',
    options: [],
    examples: [['skein unfollow Ann', 'by name, or by an address that skein following shows']],
    work: () => import('./unfollow.ts'),
  },
  {
    name: 'following',
    says: 'Show whom you follow, and how it goes.',
    options: [JSON_OPTION, { flags: '--from-xmpp', says: 'follow those whom your XMPP account follows; uses the net' }],
    examples: [
      ['skein following', 'who is heard by push, who is asked, and what is wrong with whom'],
      ['skein following --from-xmpp', 'take over what Movim or Converse follow with your account'],
    ],
    work: () => import('./following.ts'),
  },
  {
    name: 'refresh',
    says: 'Ask those you follow what is new. Uses the net.',
    options: [],
    examples: [
      [
        'skein refresh',
        'once; and follows and blocks that you changed by hand come to XMPP. skein read does it by itself',
      ],
    ],
    work: () => import('./refresh.ts'),
  },
  {
    name: 'timeline',
    says: 'Show what those you follow publish. Offline.',
    options: [{ flags: '--person <who>', says: 'of one of them only, by name or address' }, NUMBER, JSON_OPTION],
    examples: [
      ['skein timeline', 'the newest twenty'],
      ['skein timeline --person Ann --number 5', 'the newest five of Ann'],
      ['skein timeline --json | jq ".[].url"', 'for other programs'],
    ],
    work: () => import('./timeline.ts'),
  },
  {
    name: 'mentions',
    says: 'Show who has answered or named you. Offline.',
    options: [NUMBER, JSON_OPTION],
    examples: [['skein mentions', 'among those you follow, and in the comments on your posts']],
    work: () => import('./mentions.ts'),
  },
  {
    name: 'block',
    takes: '[what...]',
    says: 'See somebody or something no more.',
    options: [
      { flags: '--until <date>', says: 'for a time' },
      { flags: '--mute', says: 'hide it only: who follows you over XMPP still gets what you write' },
      { flags: '--csv <file>', says: 'all those of a list that Mastodon exports' },
    ],
    examples: [
      ['skein block spam.example', 'a domain, and all below it'],
      ['skein block eve@xmpp.example', 'an account; it gets nothing of yours any more (uses the net)'],
      ['skein block "#sports" --until 2026-12-24', 'a tag, for a time'],
      ['skein block "world cup"', 'words'],
    ],
    work: () => import('./block.ts'),
  },
  {
    name: 'unblock',
    takes: '<what...>',
    says: 'See it again, also what came meanwhile.',
    options: [],
    examples: [['skein unblock spam.example', 'as it was blocked']],
    work: () => import('./unblock.ts'),
  },
  {
    name: 'blocks',
    takes: '[entry]',
    says: 'Show what is blocked, and by what. Offline.',
    options: [],
    examples: [
      ['skein blocks', 'the rules of blocks.txt, in words, and whom the XMPP server has still to cut off'],
      ['skein blocks https://ann.example/2026/11/hello/', 'why this is not in the timeline'],
    ],
    work: () => import('./blocks.ts'),
  },
  {
    name: 'read',
    says: 'Read in the browser, as it comes. Uses the net.',
    options: [
      { flags: '--port <number>', says: 'where it is (default: 8040, or the next that is free)' },
      { flags: '--host <name>', says: 'reached by this name or address from other machines too' },
      { flags: '--deploy', says: 'let the page publish what was written there' },
    ],
    examples: [
      ['skein read', 'opens with the address that it prints'],
      ['skein read --deploy', 'answers are published with one more click'],
    ],
    stays: true,
    work: () => import('./read.ts'),
  },
  {
    name: 'bridge',
    takes: '[ends...]',
    says: 'Bring a feed to a node, or a node to feeds.',
    options: [
      { flags: '--config <file>', says: 'all bridges that the file lists, in one process' },
      { flags: '--status', says: 'how it goes with those of the file, and nothing else' },
      { flags: '--shard <part>', says: 'of those of the file, the first of four parts: 1/4' },
      { flags: '--jid <address>', says: 'the account that logs in, with the password of SKEIN_XMPP_PASSWORD' },
      { flags: '--once', says: 'one round, for a timer; else it goes on until it is ended' },
      { flags: '--mirror-deletes', says: 'take off the node what is missing between two entries of the feed' },
      { flags: '--all', says: 'tell of more than 20 changes at once, where the server cannot be silent' },
      { flags: '--open', says: 'make a node public that somebody else closed' },
      { flags: '--title <text>', says: 'what the feeds of a node are called' },
      { flags: '--url <address>', says: 'where the folder will be on the web' },
      {
        flags: '--public <address>',
        says: 'where WebSub hubs reach it, to tell of the feeds that name one; or public in the file',
      },
      { flags: '--port <number>', says: 'where it is itself on this machine, behind that; or port in the file' },
      { flags: '--hub <address>', says: 'a WebSub hub that is told of each change; may be given again', many: true },
    ],
    examples: [
      ['skein bridge https://blog.example xmpp:me@example.org', 'a blog to the microblog of an account'],
      [
        'skein bridge https://blog.example "xmpp:pubsub.example.org?;node=blog" --jid me@example.org',
        'or to a node of a service',
      ],
      [
        'skein bridge xmpp:ann@example.org ./public --jid me@example.org',
        'a node to feeds and an archive of each month; needs no site',
      ],
      ['skein bridge --config bridges.yaml', 'many at once; the file is read again when it changes'],
      ['skein bridge --config bridges.yaml --status', 'how it goes with each, as the running process has left it'],
    ],
    stays: true,
    work: () => import('./bridge.ts'),
  },
];
