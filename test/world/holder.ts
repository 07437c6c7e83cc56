// Another process that takes a lock, says so, and keeps it: `node --import tsx holder.ts FOLDER`.
import { alone } from '../../src/world/lock.ts';

await alone(process.argv[2] ?? '', 'deploy', async () => {
  process.stdout.write('held\n');
  await new Promise((resolve) => {
    process.stdin.once('data', resolve);
  });
});
process.exit();
