// What the README gives for a service is what systemd takes.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { temporary } from '../program.ts';

const service = suite('a bridge as a service');

service('has the unit of the README, of which systemd knows each line', () => {
  const [, unit] = /```ini\n# \S+\/skein-bridge\.service\n([^]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
  const file = join(temporary(), 'skein-bridge.service');
  writeFileSync(file, unit ?? '');
  // Of other units, and of manuals that are not installed, nothing is wanted.
  const words = ['verify', '--man=no', '--recursive-errors=no', file];
  assert.is(execFileSync('systemd-analyze', words, { encoding: 'utf8', stdio: 'pipe' }), '');
});

service.run();
