// What Skein knows of itself: its version, its folder, and how a site depends on it.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Self } from './world.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
};

export const self: Self = { version, root, dependency: dependency() };

// Run from a checkout, a new site depends on that folder; installed from a packed file, on that file; else on the registry.
function dependency(): string {
  const modules = dirname(root);
  if (basename(modules) !== 'node_modules') return `file:${root}`;
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return `^${version}`;
  const { packages = {} } = JSON.parse(readFileSync(record, 'utf8')) as {
    packages?: Record<string, { resolved?: string }>;
  };
  const from = packages[`node_modules/${name}`]?.resolved;
  return from?.startsWith('file:') ? `file:${resolve(dirname(modules), from.slice('file:'.length))}` : `^${version}`;
}
