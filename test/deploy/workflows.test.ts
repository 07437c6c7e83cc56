import { load } from 'js-yaml';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { workflowFiles } from '../../src/deploy/workflows.ts';
import type { Host } from '../../src/deploy/workflows.ts';
import { run } from '../../src/world/run.ts';

const workflows = suite('workflows');

function textOf(host: Host, path: string): string {
  return String(workflowFiles(host).find((file) => file.path === path)?.bytes);
}

interface Job {
  readonly steps?: readonly { run?: string; uses?: string; env?: Record<string, string> }[];
  readonly script?: readonly string[];
  readonly stage?: string;
}

workflows('GitHub builds, then shows, then announces, at a push and on a schedule, one run at a time', () => {
  const flow = load(textOf('github', '.github/workflows/site.yml')) as {
    on: Record<string, unknown>;
    concurrency: unknown;
    jobs: Record<string, Job>;
  };
  assert.equal(Object.keys(flow.on), ['push', 'schedule', 'workflow_dispatch']);
  assert.equal(flow.concurrency, { group: 'site', 'cancel-in-progress': false });
  const steps = flow.jobs['site']?.steps ?? [];
  assert.equal(
    steps.map(({ run, uses }) => run ?? uses?.replace(/@.*/, '')),
    [
      'actions/checkout',
      'actions/setup-node',
      'npm install --no-audit --no-fund',
      'npx skein build',
      'actions/upload-pages-artifact',
      'actions/deploy-pages',
      'npx skein announce --wait 10m',
    ],
  );
  // The password is there for the one step that needs it.
  assert.equal(steps.map(({ env }) => env).filter(Boolean), [
    { SKEIN_XMPP_PASSWORD: '${{ secrets.SKEIN_XMPP_PASSWORD }}' },
  ]);
});

workflows('GitLab builds and shows in one stage, and announces in the next', () => {
  const flow = load(textOf('gitlab', '.gitlab-ci.yml')) as Record<string, Job> & { stages: string[] };
  assert.equal(flow.stages, ['deploy', 'announce']);
  assert.equal(
    [flow['pages'], flow['announce']].map((job) => [job?.stage, job?.script?.at(-1)]),
    [
      ['deploy', 'npx skein build'],
      ['announce', 'npx skein announce --wait 10m'],
    ],
  );
});

workflows(
  'Netlify announces by a plugin, of what is published only, and a refusal does not take the site back',
  async () => {
    const toml = await run(
      ['/usr/bin/python3', '-c', 'import json,sys,tomllib; print(json.dumps(tomllib.load(sys.stdin.buffer)))'],
      {
        input: textOf('netlify', 'netlify.toml'),
      },
    );
    assert.equal(JSON.parse(toml.out), {
      build: { command: 'npx skein build', publish: '_site', environment: { NODE_VERSION: '22' } },
      context: { production: { plugins: [{ package: '/netlify/announce' }] } },
    });
    assert.equal(load(textOf('netlify', 'netlify/announce/manifest.yml')), { name: 'skein-announce' });

    const source = Buffer.from(textOf('netlify', 'netlify/announce/index.js')).toString('base64');
    const plugin = (await import(`data:text/javascript;base64,${source}`)) as {
      onSuccess(given: unknown): Promise<void>;
    };
    const seen: unknown[] = [];
    const given = (ends: () => Promise<void>): unknown => ({
      utils: {
        run: async (...words: unknown[]) => (seen.push(words), ends()),
        build: { failPlugin: (why: string) => seen.push(why) },
      },
    });
    await plugin.onSuccess(given(async () => undefined));
    await plugin.onSuccess(given(async () => Promise.reject(new Error('refused'))));
    const announced = ['npx', ['skein', 'announce', '--wait', '10m']];
    assert.equal(seen, [
      announced,
      announced,
      'The site is live, but was not announced. The next deploy goes on from here.',
    ]);
  },
);

workflows('no line is longer than a screen is wide', () => {
  const texts = (['github', 'gitlab', 'netlify'] as const)
    .flatMap((host) => workflowFiles(host))
    .map(({ bytes }) => String(bytes));
  assert.equal(
    texts.flatMap((text) => text.split('\n')).filter((line) => line.length > 120),
    [],
  );
});

workflows.run();
