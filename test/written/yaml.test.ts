// Where in a YAML something stands.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { linesIn } from '../../src/written/yaml.ts';

const yaml = suite('YAML');

const TEXT = `# bridges
a: 1
b:
  - name: x
    to: y
  - { name: z,
      q: 1 }
? [c, d]
: e
f: &f
  - 1
g: *f
h: i
`;

yaml('tells the line of each value by its path', () => {
  const lineOf = linesIn(TEXT);
  const lines = [['a'], ['b'], ['b', 0, 'name'], ['b', 0, 'to'], ['b', 1], ['b', 1, 'q'], ['g'], ['h']].map(lineOf);
  assert.equal(lines, [2, 3, 4, 5, 6, 7, 12, 13]);
});

yaml('tells of what is not there the line of what should hold it', () => {
  assert.equal([['b', 0, 'from'], ['b', 7], ['nothing']].map(linesIn(TEXT)), [4, 3, 2]);
  assert.is(linesIn('')([]), 1);
});

yaml.run();
