import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rulesFrom } from '../../src/timeline/mastodon.ts';

const mastodon = suite('mastodon');

// What a file holds, its text, the lines it gives, and what is wrong with which of its lines.
type Case = readonly [what: string, csv: string, lines: readonly string[], wrong: readonly string[]];
const FILES: readonly Case[] = [
  ['blocked accounts', 'eve@spam.example\nMal@Social.Example\n', ['@eve@spam.example', '@Mal@Social.Example'], []],
  ['blocked domains', 'spam.example\r\nbad.example\r\n', ['spam.example', 'bad.example'], []],
  ['accounts with a header', '\u{FEFF}Account address\n@eve@spam.example\n', ['@eve@spam.example'], []],
  [
    'muted accounts',
    'Account address,Hide notifications\neve@spam.example,true\nmal@spam.example,false\n',
    ['@eve@spam.example mute', '@mal@spam.example mute'],
    [],
  ],
  [
    'what a server blocks',
    '#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n' +
      'spam.example,suspend,true,true,"Spam, ""all"" day\nand night",false\n' +
      'loud.example,silence,false,false,,false\npics.example,noop,true,false,,false\nb*d.example,suspend,,,,true\n',
    ['spam.example // Spam, "all" day and night', 'loud.example mute'],
    ['f.csv:6  "b*d.example" is nothing that can be blocked.'],
  ],
  [
    'a shared list in another order',
    'domain,public_comment,severity\nspam.example,Spam,suspend\n',
    ['spam.example // Spam'],
    [],
  ],
  ['one that is wrong', 'eve\n\nspam.example', ['spam.example'], ['f.csv:1  "eve" is nothing that can be blocked.']],
  [
    'whom one follows',
    'Account address,Show boosts,Notify on new posts,Languages\nann@ann.example,true,false,\n',
    [],
    ['f.csv  does not say whom one blocks or mutes.'],
  ],
  ['lists', 'Friends,ann@ann.example\n', [], ['f.csv  does not say whom one blocks or mutes.']],
  ['nothing', '', [], ['f.csv  does not say whom one blocks or mutes.']],
];

for (const [what, csv, lines, wrong] of FILES) {
  mastodon(`exports ${what}`, () => {
    const { rules, problems } = rulesFrom(csv, 'f.csv');
    assert.equal(
      rules.map(({ line }) => line),
      lines,
    );
    assert.equal(
      problems.map(({ where, what }) => `${where}  ${what}`),
      wrong,
    );
  });
}

mastodon.run();
