import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { addressesOf, isLoopback } from '../../../src/world/xmpp/address.ts';

const address = suite('where an XMPP server is');

const record = (name: string, priority: number, weight: number) => ({ name, port: 5269, priority, weight });

address('a domain without records is its own server', () => {
  assert.equal(addressesOf('ann.example', []), ['xmpp://ann.example:5222']);
});

address('the lowest priority is tried first, then the greatest weight', () => {
  assert.equal(addressesOf('ann.example', [record('c', 20, 9), record('b', 10, 1), record('a', 10, 5)]), [
    'xmpp://a:5269',
    'xmpp://b:5269',
    'xmpp://c:5269',
  ]);
});

address('only the machine itself is loopback', () => {
  const addresses = ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1', '10.0.0.1', '128.0.0.1', '::2', 'localhost'];
  const names = ['127.0.0.1.example', '::ffff:10.0.0.1', '', undefined];
  assert.equal([...addresses, ...names].filter(isLoopback), ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1']);
});

address.run();
