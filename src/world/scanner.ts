// The thread that scan.ts starts: it looks, tells, and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { parted, seen, type Scan } from './scan.ts';

const { paths, ...scan } = workerData as Omit<Scan, 'paths'> & { paths?: string };
const found = seen({ ...scan, ...(paths !== undefined && { paths: parted(paths) }) });
const joined = paths === undefined ? found.paths.join('\0') : '';
parentPort?.postMessage({ joined, sizes: found.sizes, times: found.times, at: found.at }, [
  found.sizes.buffer as ArrayBuffer,
  found.times.buffer as ArrayBuffer,
]);
