// The thread that scan.ts starts: it looks, tells, and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { textsFrom } from '../model/texts.ts';
import { seen, type Scan } from './scan.ts';

const { joined, ...scan } = workerData as Omit<Scan, 'paths'> & { joined?: string };
const { paths, ...found } = seen({
  ...scan,
  ...(joined !== undefined && { paths: textsFrom(joined, joined === '' ? 0 : 1) }),
});
// One text is handed over many times faster than many.
parentPort?.postMessage({ ...found, joined: joined === undefined ? paths.joined : '' }, [
  found.sizes.buffer as ArrayBuffer,
  found.times.buffer as ArrayBuffer,
]);
