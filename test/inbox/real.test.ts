// Following on the servers of Debian 12.
import { suite } from 'uvu';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startProsody } from '../servers/prosody.ts';
import { commenting } from './comments.ts';
import { following, type Scene } from './scenes.ts';

const prosody = suite<Scene>('following with Prosody');
const ejabberd = suite<Scene>('following with ejabberd');

following(prosody, () => startProsody());
following(ejabberd, () => startEjabberd());
commenting(prosody);
commenting(ejabberd);

prosody.run();
ejabberd.run();
