// Loaded before the program: it dies, as of a power cut, right before the deed of the number in SKEIN_TEST_DEED, or before
// the file of SKEIN_TEST_FILE comes out by a rename. Deeds are what anybody else can see: what is sent, written to the
// disk, or put into the store. Types are not for Node 20.
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { isMainThread } from 'node:worker_threads';

const last = Number(process.env['SKEIN_TEST_DEED']);
const file = process.env['SKEIN_TEST_FILE'];
let deeds = 0;

function diesBefore(of, name, isLast) {
  const before = of[name];
  of[name] = function (...words) {
    if (isLast(this, words)) process.kill(process.pid, 'SIGKILL');
    return before.apply(this, words);
  };
}

function counted(of, name, isDeed = () => true) {
  diesBefore(of, name, (it) => isDeed(it) && ++deeds === last);
}

/** Node's own where it has one, as the program does. */
function storeTypes() {
  const sqlite = process.getBuiltinModule?.('node:sqlite');
  if (sqlite) return [sqlite.DatabaseSync.prototype, sqlite.StatementSync.prototype];
  const Database = createRequire(import.meta.url)('better-sqlite3');
  const database = new Database(':memory:');
  const types = [Database.prototype, Object.getPrototypeOf(database.prepare('SELECT 1'))];
  database.close();
  return types;
}

if (isMainThread && last > 0) {
  for (const name of ['writeFileSync', 'renameSync', 'unlinkSync', 'rmSync', 'mkdirSync']) counted(fs, name);
  for (const name of ['open', 'writeFile', 'rename', 'unlink', 'rm', 'mkdir', 'link']) counted(fs.promises, name);
  syncBuiltinESMExports();
  const [database, statement] = storeTypes();
  counted(database, 'exec');
  counted(statement, 'run');
  // What it prints goes through pipes.
  counted(net.Socket.prototype, 'write', ({ _type: type }) => type !== 'pipe');
}

if (isMainThread && file !== undefined) {
  diesBefore(fs, 'renameSync', (_, [, to]) => to === file);
  syncBuiltinESMExports();
}
