import { suite } from 'uvu';
import { crashes, type Context } from './crash.ts';
import { startProsody } from './servers/prosody.ts';

const crash = suite<Context>('killed while it deploys, with Prosody');

crashes(crash, startProsody, 12);

crash.run();
