import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hostNamed } from '../../src/commands/port.ts';

const port = suite('where something is shown');

port('every address of the machine is none that a browser asks for, however it is written', () => {
  const every = ['0.0.0.0', '0', '::', '[::]', '::0', '::ffff:0.0.0.0'];
  const one = [
    undefined,
    '127.0.0.1',
    '10.0.0.1',
    '192.168.1.5',
    '::1',
    '[::1]',
    'fe80::1',
    'laptop.local',
    '0.example',
  ];
  assert.equal(
    [...every, ...one].map((name) => hostNamed(name).ok),
    [...every.map(() => false), ...one.map(() => true)],
  );
});

port.run();
