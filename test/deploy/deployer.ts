// Another process that deploys into a folder: `node --import tsx deployer.ts SITE TARGET`.
import { filesAt } from '../../src/world/files.ts';
import { bring } from './sites.ts';

const [, , site = '', folder = ''] = process.argv;
await bring({ to: 'folder', folder }, { files: filesAt(site) });
