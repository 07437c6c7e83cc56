import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { textsOf } from '../../src/model/texts.ts';
import { differing as differences, type Columns } from '../../src/site/columns.ts';

const columns = suite('what the disk said of files');

type File = readonly [path: string, size: number, time: number];

function said(...files: readonly File[]): Columns {
  return {
    paths: textsOf(files.map(([path]) => path)),
    sizes: Float64Array.from(files, ([, size]) => size),
    times: Float64Array.from(files, ([, , time]) => time),
  };
}

const many: readonly File[] = Array.from({ length: 2_000 }, (_, at) => [`posts/${at}.md`, at, 7_000 + at] as const);
const left = said(...many);

function differing(now: Columns, before: Columns): readonly string[] {
  return differences(now, before).map(({ path }) => path);
}

function changed(at: number, file: File): Columns {
  return said(...many.with(at, file));
}

columns('a file of another size or time differs, wherever it is', () => {
  assert.equal(differing(said(...many), left), []);
  for (const at of [0, 511, 512, 1_999]) {
    const [path, size, time] = many[at] ?? ['', 0, 0];
    assert.equal(differing(changed(at, [path, size + 1, time]), left), [path]);
    assert.equal(differing(changed(at, [path, size, time + 1]), left), [path]);
  }
});

columns('a file that is new or gone differs, and one in another place does not', () => {
  assert.equal(differing(said(...many, ['posts/new.md', 1, 1]), left), ['posts/new.md']);
  assert.equal(differing(said(...many.slice(1)), left), ['posts/0.md']);
  assert.equal(differing(said(...many.toReversed()), left), []);
  assert.equal(differing(changed(3, ['posts/new.md', 3, 7_003]), left), ['posts/new.md', 'posts/3.md']);
});

columns('files that came and went here and there are found, wherever they are', () => {
  const there = many.filter((_, at) => at !== 700 && at !== 900).toSpliced(800, 0, ['posts/new.md', 1, 1]);
  assert.equal(differing(said(...there), left), ['posts/new.md', 'posts/700.md', 'posts/900.md']);
  const touched = there.with(there.length - 1, ['posts/1999.md', 1, 1]).with(750, ['posts/751.md', 1, 1]);
  assert.equal([...differing(said(...touched), left)].sort(), [
    'posts/1999.md',
    'posts/700.md',
    'posts/751.md',
    'posts/900.md',
    'posts/new.md',
  ]);
});

columns('one whose time was not kept is looked at again', () => {
  const fresh = changed(5, ['posts/5.md', 5, Number.NaN]);
  assert.equal(differing(said(...many), fresh), ['posts/5.md']);
});

columns.run();
