import { array, assert as holds, constantFrom, property, string } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { blocksFrom, withoutRule, withRule } from '../../src/timeline/blocks-text.ts';
import { ruleOf } from '../../src/timeline/rules.ts';
import type { Rule } from '../../src/timeline/rules.ts';

const text = suite('blocks.txt');

function ruleIn(line: string): Rule {
  const rule = ruleOf(line, { zone: 'UTC', where: 'test' });
  if (!rule.ok) throw new Error(JSON.stringify(rule.problems));
  return rule.value;
}

function linesOf(file: string): readonly (readonly [number: number, line: string])[] {
  return blocksFrom(file, 'UTC').rules.map(({ number, line }) => [number, line]);
}

text('has rules, comments and empty lines', () => {
  const file = '\u{FEFF}# A comment\r\n#\r\n## Another\r\n#tag\r\n\r\n  spam.example  \r\n#-----\r\n"#x"';
  assert.equal(linesOf(file), [
    [4, '#tag'],
    [6, 'spam.example'],
    [8, '"#x"'],
  ]);
  assert.equal(blocksFrom(file, 'UTC').problems, []);
});

text('tells of each line that is none, and the others hold', () => {
  const { rules, problems } = blocksFrom('football\n#tag\n#a comment without a blank\n', 'UTC');
  assert.equal(
    rules.map(({ line }) => line),
    ['#tag'],
  );
  assert.equal(problems, [
    {
      where: 'blocks.txt:1',
      what: '"football" is nothing that can be blocked.',
      next: 'Write an address (https://…, xmpp:…, eve@xmpp.example), a domain (spam.example), @name, #tag, or words in quotes.',
    },
    {
      where: 'blocks.txt:3',
      what: '"comment" is no option of a block.',
      next: 'After what is blocked may stand: mute, until 2026-12-24, and // with a reason.',
    },
  ]);
});

text('begins, when it is new, with what one has to know', () => {
  const made = withRule('', ruleIn('#sports'));
  assert.match(made, /^# Whom and what I do not want to see/);
  assert.equal(linesOf(made), [[made.split('\n').length - 1, '#sports']]);
  assert.equal(blocksFrom(made, 'UTC').problems, []);
});

// What was there, the rule, what is there then.
const EDITS: readonly (readonly [before: string, line: string, after: string])[] = [
  ['# mine\n#a', '#b', '# mine\n#a\n#b\n'],
  ['# mine\r\n#a\r\n', '#b', '# mine\r\n#a\r\n#b\r\n'],
  ['#a // why\n#b\n', '#A', '#a // why\n#b\n'],
  ['  #a\n#b\n', '#a until 2026-12-24', '  #a until 2026-12-24\n#b\n'],
  ['#a\n# note\n#A mute\n#b\n', '#a // $& new', '#a // $& new\n# note\n#b\n'],
  ['not a rule\n', '#b', 'not a rule\n#b\n'],
];

for (const [before, line, after] of EDITS) {
  text(`with ${line} in ${JSON.stringify(before)}`, () => {
    const once = withRule(before, ruleIn(line));
    assert.equal(once, after);
    assert.equal(withRule(once, ruleIn(line)), after);
  });
}

text('without a rule loses that line, if it still says that', () => {
  const file = '# a\r\n  #a mute\r\n\r\n#b';
  assert.equal(withoutRule(file, { number: 2, line: '#a mute' }), '# a\r\n\r\n#b');
  assert.equal(withoutRule(file, { number: 4, line: '#b' }), '# a\r\n  #a mute\r\n\r\n');
  assert.equal(withoutRule(file, { number: 2, line: '#a' }), file);
  assert.equal(withoutRule(file, { number: 9, line: '#a mute' }), file);
});

const LINES = ['# note', '#a', '#a mute', 'spam.example // why', 'nonsense', '', '  "x y"  ', 'eve@x.example\r'];

text('with and then without a rule is as it was', () => {
  const files = array(constantFrom(...LINES), { minLength: 1 }).map((lines) => `${lines.join('\n')}\n# end\n`);
  holds(
    property(files, constantFrom('#new', '@eve mute', '"new words" until 2030-01-01 // why'), (file, line) => {
      const made = withRule(file, ruleIn(line));
      const rule = blocksFrom(made, 'UTC').rules.at(-1);
      assert.equal(rule?.line, line);
      assert.equal(withRule(made, ruleIn(line)), made);
      assert.equal(withoutRule(made, rule ?? { number: 0, line }), file);
    }),
  );
});

text('keeps whatever else is in it', () => {
  holds(
    property(string({ unit: 'binary' }), (other) => {
      const file = `# ${other}\n`;
      assert.is(withRule(file, ruleIn('#zz')).startsWith(file), true);
    }),
  );
});

text.run();
