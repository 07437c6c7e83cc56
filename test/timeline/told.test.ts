import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SafeHtml } from '../../src/model/entry.ts';
import type { Kept } from '../../src/model/received.ts';
import { entryJson, entryLines } from '../../src/timeline/told.ts';

const told = suite('told of');

const entry: Kept = {
  number: 7,
  source: 'https://bob.example/atom.xml',
  id: 'tag:bob.example,2026:geese',
  url: 'https://bob.example/geese/',
  title: 'Geese',
  html: '<p>Over</p><p>the lake.</p>' as SafeHtml,
  text: 'Over\n\nthe lake.',
  lang: 'en',
  author: { name: 'Bob' },
  published: '2026-11-25T23:30:00Z',
  updated: '',
  at: '2026-11-25T23:30:00Z',
  heard: '2026-11-25T23:30:10Z',
  tags: [],
  mentions: [],
  enclosures: [],
  references: [],
  read: false,
  starred: false,
};
const follow = { name: 'Bob', feed: entry.source };

told('a terminal is told who, when in its zone, what and where', () => {
  assert.is(
    entryLines({ entry, follow, by: ['reply', 'name'] }, 'Europe/Berlin'),
    'Bob · 2026-11-26 00:30 · answers you · names you\n  Geese\n  Over\n  the lake.\n  https://bob.example/geese/',
  );
});

told('who writes in the feed of another is named with it, and a warning stands for the text', () => {
  assert.is(
    entryLines({ entry: { ...entry, author: { name: 'Eve' }, warning: 'spiders' }, follow }, 'UTC'),
    'Eve (Bob) · 2026-11-25 23:30\n  Geese\n  [spiders]\n  https://bob.example/geese/',
  );
});

told('a name that looks like another’s has the address beside it where it comes from', () => {
  assert.is(
    entryLines({ entry: { ...entry, author: { name: 'B\u043Eb' } }, follow, caution: 'eve.example' }, 'UTC'),
    'B\u043Eb (Bob) · from eve.example · 2026-11-25 23:30\n  Geese\n  Over\n  the lake.\n  https://bob.example/geese/',
  );
});

told('nothing in a text steers the terminal or turns a line round', () => {
  const hostile = { ...entry, title: '\u001b[2J\u009b31mred\u202Eder\r', text: 'a\u0007b' };
  assert.is(
    entryLines({ entry: hostile, follow }, 'UTC'),
    'Bob · 2026-11-25 23:30\n  [2J31mredder\n  ab\n  https://bob.example/geese/',
  );
});

told('other programs are told as JSON', () => {
  assert.equal(JSON.parse(JSON.stringify(entryJson({ entry, follow, by: ['link'] }))), {
    source: 'https://bob.example/atom.xml',
    id: 'tag:bob.example,2026:geese',
    url: 'https://bob.example/geese/',
    author: { name: 'Bob' },
    published: '2026-11-25T23:30:00Z',
    updated: '',
    title: 'Geese',
    html: '<p>Over</p><p>the lake.</p>',
    text: 'Over\n\nthe lake.',
    by: ['link'],
  });
});

told.run();
