import { suite } from 'uvu';
import { crashes, type Context } from './crash.ts';
import { startEjabberd } from './servers/ejabberd.ts';
import { startProsody } from './servers/prosody.ts';

const prosody = suite<Context>('killed at many moments of a deploy, with Prosody');
const ejabberd = suite<Context>('killed at many moments of a deploy, with ejabberd');

crashes(prosody, startProsody, 50);
crashes(ejabberd, startEjabberd, 40);

prosody.run();
ejabberd.run();
