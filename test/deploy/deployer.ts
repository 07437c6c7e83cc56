// Another process that deploys into a folder: `node --import tsx deployer.ts SITE TARGET`.
import { push } from '../../src/deploy/push.ts';
import { filesAt } from '../../src/world/files.ts';
import { run } from '../../src/world/run.ts';

const [, , site = '', folder = ''] = process.argv;
await push({ to: 'folder', folder }, { files: filesAt(site), run });
