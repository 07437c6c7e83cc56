import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { textsOf } from '../../src/model/texts.ts';
import { filesAt } from '../../src/world/files.ts';
import { temporary } from './temporary.ts';

const files = suite('files');

const thrown = async (use: Promise<unknown>): Promise<string> => String(await use.catch((cause: unknown) => cause));

files(
  'what is written is listed in order, read and measured, and gone when removed, with the folders it leaves empty',
  async () => {
    const folder = filesAt(temporary());
    await folder.write('b/c/d.txt', 'grüße');
    await folder.write('b.txt', new Uint8Array([0, 255]));
    await folder.write('.well-known/x', '');
    assert.equal(await folder.list(''), ['.well-known/x', 'b.txt', 'b/c/d.txt']);
    assert.equal(await folder.list('b'), ['b/c/d.txt']);
    assert.is(await folder.read('b/c/d.txt'), 'grüße');
    assert.is(await folder.size('b/c/d.txt'), 7);
    assert.equal([...((await folder.readBytes('b.txt')) ?? [])], [0, 255]);
    for (const path of await folder.list('')) await folder.remove(path);
    assert.equal(readdirSync(folder.root), []);
  },
);

files('what is not there is undefined, an empty list, and no error to remove', async () => {
  const folder = filesAt(join(temporary(), 'not', 'yet'));
  await folder.remove('a/b');
  assert.equal(await folder.list(''), []);
  assert.is(await folder.read('a'), undefined);
  assert.is(await folder.size('a/b'), undefined);
});

files('a folder is no file, and a file no folder', async () => {
  const folder = filesAt(temporary());
  await folder.write('a/b', 'x');
  assert.is(await folder.read('a'), undefined);
  assert.is(await folder.read('a/b/c'), undefined);
  assert.equal(await folder.list('a/b'), []);
});

for (const path of ['../a', 'a/../../b', '/etc/passwd', 'a\\b', 'a\0b', '..']) {
  files(`the path ${JSON.stringify(path)} is a bug, for reading and for writing`, async () => {
    const folder = filesAt(temporary());
    for (const use of [folder.read(path), folder.write(path, ''), folder.remove(path), folder.list(path)]) {
      assert.match(await thrown(use), 'is not a path inside a folder');
    }
  });
}

files('symbolic links are neither listed nor followed, not even on the way', async () => {
  const [outside, inside] = [temporary(), temporary()];
  writeFileSync(join(outside, 'secret'), 'secret');
  symlinkSync(join(outside, 'secret'), join(inside, 'file'));
  symlinkSync(outside, join(inside, 'folder'));
  const folder = filesAt(inside);
  assert.equal(await folder.list(''), []);
  assert.equal(await folder.list('folder'), []);
  assert.is(await folder.read('file'), undefined);
  assert.is(await folder.read('folder/secret'), undefined);
  assert.match(await thrown(folder.write('folder/new', '')), 'nothing is written through it');
  assert.match(await thrown(folder.remove('folder/secret')), 'nothing is written through it');
  await folder.write('file', 'mine');
  assert.equal([readFileSync(join(outside, 'secret'), 'utf8'), await folder.read('file')], ['secret', 'mine']);
});

files('the folder itself may be reached by a link', async () => {
  const [real, links] = [temporary(), temporary()];
  symlinkSync(real, join(links, 'site'));
  const folder = filesAt(links).folder('site');
  await folder.write('a/b', 'x');
  assert.equal([await folder.list(''), await folder.read('a/b')], [['a/b'], 'x']);
});

files('what a crash left in the middle of a write is never listed, and goes once it is old', async () => {
  const root = temporary();
  mkdirSync(join(root, 'a'));
  for (const name of ['old', 'young']) writeFileSync(join(root, 'a', `.skein-unfinished-${name}`), 'half');
  utimesSync(join(root, 'a', '.skein-unfinished-old'), 1, 1);
  assert.equal(await filesAt(root).list(''), []);
  assert.equal(readdirSync(join(root, 'a')), ['.skein-unfinished-young']);
});

files('a write that fails leaves nothing behind', async () => {
  const folder = filesAt(temporary());
  await folder.write('a/b', 'x');
  assert.match(await thrown(folder.write('a', 'y')), /EISDIR|ENOTEMPTY|EEXIST/);
  assert.equal(readdirSync(folder.root), ['a']);
});

files('a folder elsewhere may be absolute, or relative to this one', async () => {
  const root = temporary();
  assert.equal(
    [filesAt(root).folder('../x').root, filesAt(root).folder('/x').root, filesAt(root).folder('_site').root],
    [join(root, '..', 'x'), '/x', join(root, '_site')],
  );
  assert.not(existsSync(join(root, '_site')));
});

files('a look tells the size and the time of each file, and which are none', async () => {
  const root = temporary();
  const folder = filesAt(root);
  await folder.write('a/é.md', 'grüße');
  symlinkSync(join(root, 'a', 'é.md'), join(root, 'link'));
  const { paths, sizes, times, at } = await folder.look(textsOf(['a/é.md', 'a', 'link', 'none', 'a/é.md/below']));
  assert.equal(paths.rows, ['a/é.md', 'a', 'link', 'none', 'a/é.md/below']);
  assert.equal([...sizes], [7, -1, -1, -1, -1]);
  assert.is(times[0], statSync(join(root, 'a', 'é.md')).ctimeMs);
  assert.ok(at >= Math.floor(times[0] ?? NaN));
});

files('a scan finds every file below a folder, as a look tells it', async () => {
  const folder = filesAt(temporary());
  for (const path of ['b/.x/c', 'b/a', 'bb/d']) await folder.write(path, path);
  const [found, none] = [await folder.scan('b'), await folder.scan('no/such')];
  const { sizes, times } = await folder.look(found.paths);
  assert.equal(found.paths.rows.toSorted(), ['b/.x/c', 'b/a']);
  assert.equal([found.sizes, found.times], [sizes, times]);
  assert.equal(none.paths.rows, []);
  assert.equal((await folder.scan('b', 'a')).paths.rows, ['b/a']);
});

files('a file that is put is a new one, and a move takes the place of what is there', async () => {
  const folder = filesAt(temporary());
  await folder.put('stage/a/b', 'new');
  assert.match(await thrown(folder.put('stage/a/b', 'again')), 'EEXIST');
  await folder.write('out/a/b', 'old');
  await folder.move('stage/a/b', 'out/a/b');
  await folder.put('stage/c', 'c');
  await folder.move('stage/c', 'x/y/c', folder.folder('out'));
  assert.equal([await folder.list(''), await folder.read('out/a/b')], [['out/a/b', 'out/x/y/c'], 'new']);
  assert.match(await thrown(folder.move('stage/none', 'out/none')), 'ENOENT');
});

files('a folder moves with all that is in it', async () => {
  const folder = filesAt(temporary());
  for (const path of ['stage/a/b', 'stage/c']) await folder.put(path, path);
  await folder.move('stage', 'new/site');
  assert.equal(await folder.list(''), ['new/site/a/b', 'new/site/c']);
});

files('a move to another disk is a copy that is whole when it is seen', async () => {
  const [here, there] = [filesAt(temporary()), filesAt(mkdtempSync('/dev/shm/skein-test-'))];
  await here.put('stage/a', 'new');
  await there.write('a', 'old');
  await here.move('stage/a', 'a', there);
  await here.put('stage/b/c', 'c');
  await here.move('stage', 'whole', there);
  const seen = [await here.list(''), await there.list(''), await there.read('a')];
  rmSync(there.root, { recursive: true });
  assert.equal(seen, [[], ['a', 'whole/b/c'], 'new']);
});

files('to clear takes a folder away, and to prune every folder below that holds no file', async () => {
  const folder = filesAt(temporary());
  for (const path of ['a/b/c', 'd/e']) await folder.write(path, '');
  for (const path of ['a/x/y', 'z']) mkdirSync(join(folder.root, path), { recursive: true });
  await folder.clear('d');
  await folder.clear('d');
  await folder.prune();
  assert.equal(readdirSync(folder.root, { recursive: true, encoding: 'utf8' }).toSorted(), ['a', 'a/b', 'a/b/c']);
});

files('a stamp is another each time, and gone when anything comes into the folder or leaves it', async () => {
  const folder = filesAt(join(temporary(), 'site'));
  assert.is(await folder.stamped(), undefined);
  const stamps = [await folder.stamp(), await folder.stamp(), await folder.stamp()];
  assert.is(new Set(stamps).size, 3);
  assert.is(await folder.stamped(), stamps[2]);
  await pause(20);
  await folder.write('a', '');
  const changed = await folder.stamped();
  assert.is.not(changed, stamps[2]);
});

files.run();
