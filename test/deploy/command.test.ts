import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withoutSecrets } from '../../src/deploy/program.ts';
import { run } from '../../src/world/run.ts';
import { bring, builtSite, FIRST } from './sites.ts';

const command = suite('deploy by a command');

command('it runs in the site, knows where the built site is, and may have changed every feed', async () => {
  const files = await builtSite({ ...FIRST, 'tags/x/feed.json': '{}' });
  const words = ['sh', '-c', 'cp -r "$SKEIN_SITE" "$1"', 'sh', 'my target'];
  assert.equal(await bring({ to: 'command', command: words }, { files, run }), {
    ok: true,
    value: { uploaded: 8, removed: 0, changed: ['atom.xml', 'tags/x/feed.json'] },
  });
  assert.is(await files.read('my target/index.html'), 'home 1');
});

command('one that fails is told by the last that it said, without passwords', async () => {
  const words = ['sh', '-c', 'seq 1 20; { seq 1 20; echo "no: https://ann:tok@host/x"; } >&2; exit 7'];
  assert.equal(await bring({ to: 'command', command: words }, { files: await builtSite(FIRST), run }), {
    ok: false,
    problems: [
      {
        where: 'deploy',
        what: `sh ended with code 7: ${[14, 15, 16, 17, 18, 19, 20, 'no: https://host/x'].join('\n    ')}`,
        next: 'Mend what it names, then deploy again.',
      },
    ],
  });
});

command('one that is not installed is told', async () => {
  const done = await bring({ to: 'command', command: ['no-such-tool'] }, { files: await builtSite(FIRST), run });
  assert.is(done.ok ? '' : done.problems[0]?.next, 'Install no-such-tool, or correct deploy.command.');
});

command('an address loses its user and password, wherever it stands', () => {
  assert.is(
    withoutSecrets("fatal: 'https://x-access-token:abc@github.com/a/b' and ssh://git@host/ and ann@host:dir"),
    "fatal: 'https://github.com/a/b' and ssh://host/ and ann@host:dir",
  );
});

command.run();
