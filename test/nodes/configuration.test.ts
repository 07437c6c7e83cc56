import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Account } from '../../src/model/site.ts';
import { read } from '../../src/feeds/xml.ts';
import {
  configurationOf,
  differing,
  isOf,
  isOpen,
  isSilent,
  wantedFor,
  wantedOn,
  withoutRefused,
  type Configuration,
} from '../../src/nodes/configuration.ts';
import { configurationIn } from '../../src/nodes/stanzas.ts';
import { at, site } from '../announce/blog.ts';

const configuration = suite('the configuration of a node');

function found(fields: Readonly<Record<string, string>>, most?: number): Configuration {
  const named = Object.entries(fields).map(([name, value]) => [`pubsub#${name}`, value] as const);
  return configurationOf({ fields: new Map(named), most });
}

/** The fields to set on a node that is called otherwise. */
function names(description: string): readonly string[] {
  const node = found({ title: 'Old', description });
  return [...differing(node, wantedOn(site, at, node)).keys()];
}

function typeOn(place: Account): string | undefined {
  return wantedFor(site, place).get('pubsub#type');
}

configuration('differs only in fields that the node knows, however yes and no are written', () => {
  const node = found({ access_model: 'presence', deliver_payloads: '1', presence_based_delivery: '1', max_items: '1' });
  assert.equal(
    [...differing(node, wantedOn(site, at, node))],
    [
      ['pubsub#access_model', 'open'],
      ['pubsub#max_items', 'max'],
      ['pubsub#presence_based_delivery', 'false'],
    ],
  );
});

configuration('keeps the title and description that another has given', () => {
  assert.equal(
    [names("Bob's node"), names(''), names('Once this https://ann.example/')],
    [[], ['pubsub#title', 'pubsub#description'], ['pubsub#title', 'pubsub#description']],
  );
});

configuration('is known as ours by the address in its description, not by one that begins with it', () => {
  assert.equal(
    ['Notes. https://ann.example/', 'https://ann.example/blog/', ''].map((description) =>
      isOf(site, found({ description })),
    ),
    [true, false, false],
  );
});

configuration('tells how many items it keeps: its number, else what the server allows, else 256', () => {
  assert.equal(
    [found({ max_items: '6' }, 256), found({ max_items: 'max' }, 6), found({ max_items: 'max' }), found({})].map(
      ({ cap }) => cap,
    ),
    [6, 6, 256, 256],
  );
});

configuration('is silent only when it says so, and open unless it says otherwise', () => {
  assert.equal(
    [
      isSilent(found({ deliver_notifications: '0' })),
      isSilent(found({})),
      isOpen(found({ access_model: 'roster' })),
      isOpen(found({})),
    ],
    [true, false, false, true],
  );
});

configuration('is sent again without a field that is named, in the words of either server', () => {
  const fields = wantedFor(site, at);
  const without = (condition: string, text: string): readonly string[] | undefined => {
    const rest = withoutRefused(fields, { type: 'modify', condition, text });
    return rest && [...fields.keys()].filter((name) => !rest.has(name));
  };
  assert.equal(
    [
      without(
        'resource-constraint',
        "Unknown field 'pubsub#type' of type 'http://jabber.org/protocol/pubsub#node_config'",
      ),
      without('bad-request', 'max_items: out of bounds'),
      without('bad-request', 'Something else'),
      without('forbidden', 'You may not set the title'),
    ],
    [['pubsub#type'], ['pubsub#max_items'], undefined, undefined],
  );
});

configuration('is of a microblog on an account, of a social feed elsewhere', () => {
  assert.equal(
    [typeOn(at), typeOn({ ...at, service: 'pubsub.localhost' })],
    ['urn:xmpp:microblog:0', 'urn:xmpp:pubsub-social-feed:1'],
  );
});

configuration('is read whatever prefix its elements have', () => {
  const answer = read(`<iq type='result' xmlns:o='http://jabber.org/protocol/pubsub#owner' xmlns:d='jabber:x:data'>
    <o:pubsub><o:configure><d:x><d:field var='pubsub#title'><d:value>T</d:value></d:field></d:x></o:configure></o:pubsub></iq>`);
  assert.equal(answer && configurationIn(answer), { fields: new Map([['pubsub#title', 'T']]), most: undefined });
});

configuration.run();
