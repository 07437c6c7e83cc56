import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inboxIn } from '../../src/inbox/inbox.ts';
import { storeAt } from '../../src/world/store.ts';
import type { Row } from '../../src/world/world.ts';
import { temporary } from '../program.ts';

const store = suite('the store');

async function opened(path: string) {
  const checked = await storeAt(path);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.value;
}

// Node's own SQLite gives rows without a prototype.
const counted = (rows: readonly Row[]): readonly unknown[] => rows.map((row) => row['n']);

store('a whole piece of work is done, or nothing of it', async () => {
  const database = await opened(join(temporary(), 'new', 'folder', 'x.db'));
  database.exec('CREATE TABLE t (a)');
  database.whole(() => database.run('INSERT INTO t VALUES (?)', 'kept'));
  assert.throws(() =>
    database.whole(() => {
      database.run('INSERT INTO t VALUES (?)', 'lost');
      database.whole(() => database.run('INSERT INTO t VALUES (?)', 'a part of it'));
      throw new Error('no');
    }),
  );
  assert.equal(
    database.all('SELECT a FROM t').map((row) => row['a']),
    ['kept'],
  );
});

store('a full disk is told, and nothing of the work is done', async () => {
  const path = join(temporary(), 'x.db');
  const database = await opened(path);
  database.exec('CREATE TABLE t (a); PRAGMA max_page_count = 10');
  const much = (): void => {
    for (let n = 0; n < 100; n++) database.run('INSERT INTO t VALUES (?)', 'x'.repeat(1000));
  };
  let told: unknown;
  try {
    database.whole(much);
  } catch (cause) {
    told = cause instanceof Error && 'problem' in cause ? cause.problem : cause;
  }
  assert.equal(told, {
    where: path,
    what: 'SQLite cannot use it: database or disk is full.',
    next: 'Make room on the disk; then type the same again.',
  });
  assert.equal(counted(database.all('SELECT count(*) AS n FROM t')), [0]);
  database.whole(() => database.run('INSERT INTO t VALUES (?)', 'small'));
});

store('a file that is no database, or a later one, is a problem that says what to do', async () => {
  const path = join(temporary(), 'x.db');
  writeFileSync(path, 'this is no database, though it is long enough to be looked at as one'.repeat(20));
  const broken = await storeAt(path);
  assert.equal(broken.ok ? [] : broken.problems.map(({ where, what }) => [where, what]), [
    [path, 'SQLite cannot use it: file is not a database.'],
  ]);
  const later = await opened(join(temporary(), 'y.db'));
  later.exec('PRAGMA user_version = 99');
  assert.equal(inboxIn(later), {
    ok: false,
    problems: [
      {
        where: '.skein/inbox.db',
        what: 'A later version of Skein has made this inbox.',
        next: 'Use that version; or move the file away, and a new one is made.',
      },
    ],
  });
});

store('what was written is there after the program was killed, and while another writes', async () => {
  const path = join(temporary(), 'x.db');
  const database = await opened(path);
  database.exec('CREATE TABLE t (a)');
  const writer = `
    import { storeAt } from ${JSON.stringify(join(import.meta.dirname, '../../src/world/store.ts'))};
    const { value } = await storeAt(${JSON.stringify(path)});
    for (let n = 0; ; n++) { value.whole(() => value.run('INSERT INTO t VALUES (?)', n)); process.stdout.write(n + '\\n'); }`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', writer]);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child.stdout, 'data');
  for (let n = 0; n < 20; n++) database.whole(() => database.run('INSERT INTO t VALUES (?)', -1));
  child.kill('SIGKILL');
  await once(child, 'close');
  const told = said.split('\n').slice(0, -1).map(Number);
  const kept = database.all('SELECT a FROM t WHERE a >= 0 ORDER BY a').map((row) => row['a']);
  assert.equal(kept.slice(0, told.length), told);
  assert.equal(counted(database.all('SELECT count(*) AS n FROM t WHERE a = -1')), [20]);
  assert.is(database.all('PRAGMA integrity_check')[0]?.['integrity_check'], 'ok');
});

store.run();
