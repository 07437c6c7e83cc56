import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../src/world/run.ts';
import { temporary } from './temporary.ts';

const programs = suite('run');

programs('gives the code and both outputs; words are handed over as they are', async () => {
  const ran = await run(['sh', '-c', 'printf "%s|" "$@"; printf oh >&2; exit 3', 'sh', 'a b', '$HOME', '*', '']);
  assert.equal(ran, { code: 3, out: 'a b|$HOME|*||', err: 'oh' });
});

programs('runs in the folder, with the variables and the input that it is given', async () => {
  const cwd = temporary();
  const ran = await run(['sh', '-c', 'pwd; echo "$SKEIN_SITE"; cat'], { cwd, env: { SKEIN_SITE: '/x' }, input: 'in' });
  assert.equal(ran, { code: 0, out: `${cwd}\n/x\nin`, err: '' });
});

programs('a program that is not there is code 127, one that may not be run 126', async () => {
  assert.equal(await run(['no-such-program']), { code: 127, out: '', err: 'no-such-program: no such program' });
  assert.is((await run(['/etc/passwd'])).code, 126);
});

programs('a program that does not read its input is no trouble', async () => {
  assert.is((await run(['true'], { input: 'x'.repeat(1_000_000) })).code, 0);
});

programs('a program without input does not wait for one', async () => {
  assert.equal(await run(['cat']), { code: 0, out: '', err: '' });
});

programs('one that is ended by a signal did not succeed', async () => {
  assert.equal(await run(['sh', '-c', 'kill -9 $$']), { code: 128, out: '', err: '\nended by SIGKILL' });
});

programs('characters survive however the output is cut', async () => {
  const ran = await run([process.execPath, '-e', 'process.stdout.write("€".repeat(100001))']);
  assert.is(ran.out, '€'.repeat(100_001));
});

programs('the password of the account is given to no program', async () => {
  process.env['SKEIN_XMPP_PASSWORD'] = 'secret';
  const { out } = await run(['env'], { env: { SHOWN: 'yes' } });
  delete process.env['SKEIN_XMPP_PASSWORD'];
  assert.match(out, /^SHOWN=yes$/m);
  assert.not.match(out, /SKEIN_XMPP_PASSWORD|secret|undefined/);
});

programs.run();
