// Node's own SQLite does all that the package does: the tests of the store and of what stands on it, on Nodes that have it.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { nodeOf } from '../node.ts';
import { temporary } from '../program.ts';

const sqlite = suite('SQLite of Node');
const run = promisify(execFile);

const TESTS = String.raw`((inbox/(?!real)[a-z-]+)|(world/store)|(commands/((edge/(lists|hearing))|refresh)))\.test\.ts$`;
/** Tells of the package, should it be asked for: then Node's own is not what is tested. */
const OPENED = `
  import { storeAt } from './src/world/store.ts';
  import { registerHooks } from 'node:module';
  registerHooks({ resolve: (name, context, next) => (name === 'better-sqlite3' && console.log(name), next(name, context)) });
  const store = await storeAt(process.argv[1]);
  process.stdout.write(store.value.all('SELECT 1 AS one')[0].one + '\\n');`;

for (const version of [22, 24]) {
  sqlite(`keeps the inbox on Node ${version}`, async () => {
    const node = join(await nodeOf(version), 'node');
    const path = join(temporary(), 'x.db');
    const opened = await run(node, ['--import', 'tsx', '--input-type=module', '-e', OPENED, path]);
    assert.is(opened.stdout, '1\n');
    const { stdout } = await run(node, ['--import', 'tsx', 'node_modules/uvu/bin.js', 'test', TESTS]).catch(told);
    assert.match(stdout, /Total: +\d{3}/);
    assert.not.match(stdout, 'FAIL');
  });
}

// What has failed is said there.
function told(cause: { readonly stdout: string }): { readonly stdout: string } {
  process.stdout.write(cause.stdout);
  return cause;
}

sqlite.run();
