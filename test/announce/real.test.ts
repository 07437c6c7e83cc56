// Announcing on the servers of Debian 12, on an account's own node and on a service's.
import { suite } from 'uvu';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startProsody } from '../servers/prosody.ts';
import { announcing, type Scene } from './scenes.ts';

const prosodyAccount = suite<Scene>('announcing with Prosody on an account');
const prosodyService = suite<Scene>('announcing with Prosody on a service');
const ejabberdAccount = suite<Scene>('announcing with ejabberd on an account');
const ejabberdService = suite<Scene>('announcing with ejabberd on a service');

announcing(prosodyAccount, { start: startProsody, place: 'its account' });
announcing(prosodyService, { start: startProsody, place: 'a service' });
announcing(ejabberdAccount, { start: startEjabberd, place: 'its account' });
announcing(ejabberdService, { start: startEjabberd, place: 'a service' });

prosodyAccount.run();
prosodyService.run();
ejabberdAccount.run();
ejabberdService.run();
