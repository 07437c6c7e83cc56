// The thread that reads.ts starts: it reads what it is sent, one thing after the other.
import { parentPort } from 'node:worker_threads';
import { feedIn, pageIn } from './read.ts';
import type { Task } from './reads.ts';

const READ = { feed: feedIn, page: pageIn };

parentPort?.on('message', ({ what, bytes, origin }: Task) => parentPort?.postMessage(READ[what](bytes, origin)));
parentPort?.postMessage('ready');
