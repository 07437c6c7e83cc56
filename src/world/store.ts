// The door to SQLite: Node's own where it has one (22.13 and later), else better-sqlite3. Both work in this thread, and
// both are the same database on the disk, so that a program may go on with what another began.
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import type { Row, Store, Value } from './world.ts';

/** What both packages have in common. */
interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

interface Statement {
  all(...values: readonly Value[]): readonly unknown[];
  run(...values: readonly Value[]): { readonly changes: number | bigint };
}

/** Milliseconds to wait for another program that writes. */
const PATIENCE = 10_000;

const DAMAGED =
  'Move the file away, with those beside it whose names begin so: a new inbox is made of what is fetched.';

// WAL: who reads does not wait for who writes. A program that is killed loses nothing that was committed; a machine that
// loses its power may lose what was committed last, and nothing before (sqlite.org/wal.html §2.2).
// First of all it waits: another program may be at work as this one opens it.
const BEGIN = `PRAGMA busy_timeout = ${PATIENCE}; PRAGMA journal_mode = wal; PRAGMA synchronous = normal;`;

/**
 * Opens the database at this path (absolute), made where there is none. What the disk or another program refuses later is
 * thrown, as an error with a `problem`.
 */
export async function storeAt(path: string): Promise<Checked<Store>> {
  const driver = await driverHere();
  if (!driver) return wrong(noDriver());
  await mkdir(dirname(path), { recursive: true });
  // What one reads is nobody else's business. SQLite gives the files beside it the same rights.
  await (await open(path, 'a', 0o600)).close();
  try {
    return fine(storeOver(begun(driver(path)), path));
  } catch (cause) {
    const problem = problemOf(path, cause);
    if (!problem) throw cause;
    return wrong(problem);
  }
}

function begun(database: Database): Database {
  try {
    database.exec(BEGIN);
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

type Driver = (path: string) => Database;

async function driverHere(): Promise<Driver | undefined> {
  return (await builtIn()) ?? (await installed());
}

// Node warns that its own is young, each time and on a terminal; what is used of it is what both have.
async function builtIn(): Promise<Driver | undefined> {
  const name = 'node:sqlite';
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    const { DatabaseSync } = (await import(name)) as { DatabaseSync: new (path: string) => Database };
    return (path) => new DatabaseSync(path);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  } finally {
    process.emitWarning = emitWarning;
  }
}

async function installed(): Promise<Driver | undefined> {
  try {
    // Its types are narrower than what it takes.
    const { default: Sqlite } = (await import('better-sqlite3')) as unknown as {
      default: new (path: string) => Database;
    };
    return (path) => new Sqlite(path);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  }
}

/** Neither a package that was not installed nor one that could not be compiled is a bug. */
function isMissing(cause: unknown): boolean {
  const codes = ['ERR_UNKNOWN_BUILTIN_MODULE', 'ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED'];
  return cause instanceof Error && (codes.includes(codeOf(cause)) || /bindings file/.test(cause.message));
}

// What SQLite refuses that is no bug (sqlite.org/rescode.html). Node tells the number, the package the name.
const REFUSALS: readonly (readonly [number: number, name: string, next: string])[] = [
  [5, 'BUSY', 'Another program is at work on it for long: let it end; then type the same again.'],
  [6, 'LOCKED', 'Another program is at work on it for long: let it end; then type the same again.'],
  [3, 'PERM', 'See to whom the file and its folder belong; then type the same again.'],
  [8, 'READONLY', 'See to whom the file and its folder belong; then type the same again.'],
  [14, 'CANTOPEN', 'See to whom the file and its folder belong; then type the same again.'],
  [10, 'IOERR', 'Make room on the disk, or see whether it is broken; then type the same again.'],
  [13, 'FULL', 'Make room on the disk; then type the same again.'],
  [11, 'CORRUPT', DAMAGED],
  [26, 'NOTADB', DAMAGED],
];

function problemOf(path: string, cause: unknown): Problem | undefined {
  if (!(cause instanceof Error)) return undefined;
  // The last eight bits; the others say more of the same.
  const number = 'errcode' in cause ? Number(cause.errcode) & 0xff : undefined;
  const [, name] = /^SQLITE_([A-Z]+)/.exec(codeOf(cause)) ?? [];
  const refusal = REFUSALS.find(([its, called]) => its === number || called === name);
  return refusal && { where: path, what: `SQLite cannot use it: ${cause.message}.`, next: refusal[2] };
}

function codeOf(cause: Error): string {
  return 'code' in cause ? String(cause.code) : '';
}

function storeOver(database: Database, path: string): Store {
  function told<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      const problem = problemOf(path, cause);
      throw problem ? Object.assign(new Error(problem.what, { cause }), { problem }) : cause;
    }
  }
  let isWithin = false;
  const known = new Map<string, Statement>();
  const prepared = (sql: string): Statement => {
    const statement = known.get(sql) ?? database.prepare(sql);
    known.set(sql, statement);
    return statement;
  };
  return {
    exec: (sql) => void told(() => database.exec(sql)),
    all: (sql, ...values) => told(() => prepared(sql).all(...values) as readonly Row[]),
    run: (sql, ...values) => told(() => Number(prepared(sql).run(...values).changes)),
    whole(work) {
      if (isWithin) return work();
      // Immediate: whoever is to write waits here, not in the middle, where SQLite would not let it wait.
      told(() => database.exec('BEGIN IMMEDIATE'));
      isWithin = true;
      try {
        const result = work();
        told(() => database.exec('COMMIT'));
        return result;
      } catch (cause) {
        undo(database);
        throw cause;
      } finally {
        isWithin = false;
      }
    },
    close: () => void database.close(),
  };
}

// A full disk has undone it already, and then this is an error; what went wrong first is told.
function undo(database: Database): void {
  try {
    database.exec('ROLLBACK');
  } catch (cause) {
    if (!(cause instanceof Error && /no transaction/.test(cause.message))) throw cause;
  }
}

function noDriver(): Problem {
  return {
    where: 'better-sqlite3',
    what: `Node ${process.versions.node} has no SQLite of its own, and the package that brings one is not installed.`,
    next: 'Use Node 22.13 or later; or install Python, make and a C++ compiler, then type: npm install better-sqlite3',
  };
}
