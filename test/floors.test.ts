// The shape of the house (src/README.md), enforced from the imports themselves.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { grouped } from '../src/model/grouped.ts';

const floors = suite('floors');

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typesOnly: boolean;
  /** `import('…')`, when it is first needed. */
  readonly lazy: boolean;
}

const FLOOR: Record<string, number> = {
  model: 0,
  feeds: 1,
  nodes: 1,
  written: 1,
  posts: 2,
  pages: 2,
  site: 2,
  deploy: 2,
  announce: 2,
  bridge: 2,
  inbox: 2,
  timeline: 2,
  reader: 2,
  commands: 3,
};

// The arrows between rooms of one floor, and the two composition roots.
const ALLOWED = new Set(['nodes feeds']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => name.endsWith('.ts'))
    .sort();
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...found].map(([, type, from, lazy]) => {
    const to = from ?? lazy ?? '';
    return {
      from: file,
      to: to.startsWith('.') ? posix.join(posix.dirname(file), to) : to,
      typesOnly: type !== undefined,
      lazy: lazy !== undefined,
    };
  });
}

const files = filesBelow('src');
const imports = files.flatMap(importsOf);
const room = (file: string): string => file.split('/')[1] ?? '';
const inside = imports.filter(({ to }) => to.startsWith('src/'));

floors('each import points down, never up, never sideways between stages', () => {
  const bad = inside.filter(({ from, to }) => {
    const [a, b] = [room(from), room(to)];
    const [high, low] = [FLOOR[a], FLOOR[b]];
    if (a === b || high === undefined || low === undefined) return false;
    return low >= high && !ALLOWED.has(`${a} ${b}`);
  });
  assert.equal(bad, []);
});

floors('stages and the floors below them know the world only by its types', () => {
  const bad = inside.filter(({ from, to }) => {
    const floor = FLOOR[room(from)];
    return floor !== undefined && room(to) === 'world' && (to !== 'src/world/world.ts' || floor === 0);
  });
  assert.equal(bad, []);
});

floors('stages and the floors below them import no module of Node', () => {
  const bad = imports.filter(({ from, to }) => to.startsWith('node:') && (FLOOR[room(from)] ?? 9) <= 2);
  assert.equal(bad, []);
});

floors('the clock, the process and the net are touched in world/ and cli.ts only', () => {
  const touches = /\bDate\.now\(|\bnew Date\(\)|\bprocess\.|\bfetch\(|\bset(?:Timeout|Interval)\(|\bconsole\./;
  const bad = files.filter(
    (file) =>
      room(file) !== 'world' &&
      file !== 'src/cli.ts' &&
      touches.test(readFileSync(file, 'utf8').replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, '')),
  );
  assert.equal(bad, []);
});

function doorsOf(): Map<string, Set<string>> {
  const doors = new Map<string, Set<string>>();
  for (const { from, to, typesOnly } of imports) {
    if (to.startsWith('src/') || to.startsWith('node:') || typesOnly) continue;
    const name = to
      .split('/')
      .slice(0, to.startsWith('@') ? 2 : 1)
      .join('/');
    doors.set(name, (doors.get(name) ?? new Set()).add(from));
  }
  return doors;
}

floors('src/README.md says of each package where its door is', () => {
  const [, packages = ''] = readFileSync('src/README.md', 'utf8').split('## Packages');
  const rows = packages.matchAll(/^\| (`[^|]+) \| (`[^|]+) \| [^|]+ \|$/gm);
  const said = [...rows].flatMap(([, packages = '', doors = '']) => {
    const [names, files] = [packages, doors].map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word));
    return (names ?? []).map((name, at) => `${name} src/${files?.[at] ?? files?.[0]}`);
  });
  // A new site's config imports the types of Skein itself.
  const found = [...doorsOf()]
    .filter(([name]) => name !== 'skein-microblog')
    .flatMap(([name, files]) => [...files].map((file) => `${name} ${file}`));
  assert.equal(said.sort(), found.sort());
});

floors('each npm package has one door', () => {
  const doors = doorsOf();
  assert.equal(
    [...doors].filter(([, from]) => from.size > 1),
    [],
  );
});

floors('a door of world/ imports its package when it is first used; every run speaks', () => {
  const early = imports.filter(
    ({ from, to, typesOnly, lazy }) => room(from) === 'world' && !/^(src\/|node:)/.test(to) && !typesOnly && !lazy,
  );
  assert.equal(
    early.map(({ from, to }) => `${from} ${to}`),
    ['src/world/say.ts picocolors'],
  );
});

floors('the program imports the world and the work of a command when a command is called', () => {
  const early = imports.filter(({ from, typesOnly, lazy }) => !typesOnly && !lazy && from === 'src/cli.ts');
  assert.equal(
    early.map(({ to }) => to),
    ['commander', 'src/commands/table.ts', 'src/world/self.ts'],
  );
});

floors('no circle of imports', () => {
  const next = grouped(inside, ({ from }) => from);
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    else for (const { to, typesOnly } of next.get(file) ?? []) if (!typesOnly) visit(to, [...path, file]);
  };
  for (const file of files) visit(file, []);
  assert.equal([...new Set(circles)], []);
});

floors('no file is longer than 220 lines, and none has a name that says nothing', () => {
  assert.equal(
    files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 220),
    [],
  );
  assert.equal(
    files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|manager|index)\./.test(file) && file !== 'src/index.ts'),
    [],
  );
});

floors('every test file runs its suites', () => {
  const lazy = filesBelow('test').filter((file) => {
    const text = readFileSync(file, 'utf8');
    const suites = [...text.matchAll(/^\s*const (\w+) = suite(?:<[^>]*>)?\(/gm)].map(([, name]) => name);
    if (/\.(test|long)\.ts$/.test(file) && suites.length === 0) return true;
    return suites.some((name) => !text.includes(`${name}.run()`));
  });
  assert.equal(lazy, []);
});

floors('every suite that opens something begins and ends in one way', () => {
  const own = filesBelow('test').filter((file) => /\.(?:before|after)\(/.test(readFileSync(file, 'utf8')));
  assert.equal(own, ['test/begin.ts']);
});

floors('the fixed packages are all used', () => {
  const used = new Set(imports.map(({ to }) => to));
  const fixed = ['@11ty/eleventy', 'feed', 'gray-matter', '@xmpp/client', 'chokidar'];
  assert.equal(
    fixed.filter((name) => !used.has(name)),
    [],
  );
});

floors('package.json names no dependency that src/ does not import', () => {
  const { dependencies } = JSON.parse(readFileSync(join('package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const used = imports.map(({ to }) => to);
  assert.equal(
    Object.keys(dependencies).filter((name) => !used.some((to) => to === name || to.startsWith(`${name}/`))),
    [],
  );
});

floors.run();
