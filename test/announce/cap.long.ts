import { suite } from 'uvu';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startProsody } from '../servers/prosody.ts';
import { heardOnce } from './cap.ts';

const cap = suite('a node that keeps 256 items');

cap('no version is heard twice on Prosody', () => heardOnce(startProsody, { items: 256, runs: 120, before: 300 }));
cap('no version is heard twice on ejabberd', () => heardOnce(startEjabberd, { items: 256, runs: 120, before: 300 }));

cap.run();
