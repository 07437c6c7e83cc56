// What may stand in bridges.yaml, and what is told of what may not.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bridgesIn } from '../../src/bridge/listed.ts';

const listed = suite('bridges.yaml');

const told = (text: string): readonly string[] => {
  const read = bridgesIn(text, 'bridges.yaml');
  return read.ok ? [] : read.problems.map(({ where, what, next }) => `${where} ${what} ${next}`);
};

listed('lists bridges with their options, accounts, the address of the status and that for hubs', () => {
  const read = bridgesIn(
    `accounts:
  Me@example.org: { password_env: ME_PASSWORD }
status: 127.0.0.1:9464
public: https://bridge.example/hubs
port: 8070
bridges:
  - name: blog
    from: https://blog.example
    to: xmpp:me@example.org
    mirror_deletes: true
    open: false
  - { name: ann, from: xmpp:ann@example.org, to: ./ann, jid: me@example.org, title: "2026", hub: "https://hub.example/" }
`,
    'bridges.yaml',
  );
  assert.equal(read, {
    ok: true,
    value: {
      bridges: [
        {
          name: 'blog',
          from: 'https://blog.example',
          to: 'xmpp:me@example.org',
          options: { mirrorDeletes: 'yes' },
          where: 'bridges.yaml:7',
        },
        {
          name: 'ann',
          from: 'xmpp:ann@example.org',
          to: './ann',
          options: { jid: 'me@example.org', title: '2026', hub: ['https://hub.example/'] },
          where: 'bridges.yaml:12',
        },
      ],
      passwords: new Map([['me@example.org', 'ME_PASSWORD']]),
      status: { host: '127.0.0.1', port: 9464 },
      hubs: { url: 'https://bridge.example/hubs', port: '8070' },
    },
  });
});

listed('takes a port alone, and IPv6', () => {
  const served = ['9464', '"[::1]:80"', 'metrics.lan:80'].map((status) => {
    const read = bridgesIn(`status: ${status}`, 'b');
    return read.ok && read.value.status;
  });
  assert.equal(served, [
    { host: '127.0.0.1', port: 9464 },
    { host: '::1', port: 80 },
    { host: 'metrics.lan', port: 80 },
  ]);
});

listed('tells of a public address that is none, and of a port that is none or leads nowhere', () => {
  assert.equal(
    told('public: bridge.example\nport: 80700\n'),
    [
      'b:1 "bridge.example" is not what is wanted here. Write an address such as "https://ann.example/".',
      'b:2 80700 is not what is wanted here. Write a port, such as 8070.',
    ].map((line) => line.replace(/^b/, 'bridges.yaml')),
  );
  assert.equal(told('\nport: 8070\n'), [
    'bridges.yaml:2 Hubs call a public address, and none is named. Add public: https://ann.example/hubs/',
  ]);
});

listed('tells all that is wrong, each with its line', () => {
  const text = `status: here
accounts:
  me@example.org: { password: secret }
bridges:
  - name: blog
    from: https://blog.example
    mirrors: true
  - name: 7
    from: a
    to: b
    open: yes
`;
  const known = 'Remove it, or see "A bridge for others" in the README for those there are.';
  assert.equal(told(text), [
    'bridges.yaml:1 "here" is not what is wanted here. Write an address of this machine, such as "127.0.0.1:9464".',
    'bridges.yaml:3 "password_env" is missing. Write the name of a variable, such as ANN_PASSWORD.',
    `bridges.yaml:3 There is no setting "password" here. ${known}`,
    'bridges.yaml:5 "to" is missing. Write a text in quotes.',
    `bridges.yaml:7 There is no setting "mirrors" here. ${known}`,
    'bridges.yaml:8 7 is not what is wanted here. Write a text in quotes.',
    'bridges.yaml:11 "yes" is not what is wanted here. Write true or false.',
  ]);
});

listed('tells of names and bridges that are there twice, and of what is no account', () => {
  const text = `accounts: { me: { password_env: ME } }
bridges:
  - { name: a, from: x, to: y }
  - { name: a, from: x, to: z }
  - { name: b, from: x, to: y }
`;
  assert.equal(told(text), [
    'bridges.yaml:1 "me" is no account. Write it as me@example.org, without a resource.',
    'bridges.yaml:4 bridges.yaml:3 has the name "a" too. Give it another.',
    'bridges.yaml:5 bridges.yaml:3 is the same bridge. Remove one of them.',
  ]);
});

listed('tells where it is no YAML', () => {
  assert.equal(told('bridges:\n  - name: a: b\n'), [
    'bridges.yaml:2 This is not YAML: bad indentation of a mapping entry. Put values with signs in quotes.',
  ]);
});

listed.run();
