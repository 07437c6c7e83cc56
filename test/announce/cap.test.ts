import { suite } from 'uvu';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startProsody } from '../servers/prosody.ts';
import { heardOnce } from './cap.ts';

const cap = suite('a node that keeps 6 items');

cap('no version is heard twice on Prosody', () => heardOnce(startProsody, { items: 6, runs: 12, before: 0 }));
cap('no version is heard twice on ejabberd', () => heardOnce(startEjabberd, { items: 6, runs: 12, before: 0 }));

cap.run();
