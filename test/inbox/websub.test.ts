// Which hub is to tell of what, and what follows from what hubs say.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { nextAsked, type Moment } from '../../src/inbox/schedule.ts';
import { signatureIn } from '../../src/inbox/signature.ts';
import { unasked, type Polled } from '../../src/inbox/source.ts';
import { remember, sourcesOf } from '../../src/inbox/sources.ts';
import {
  forgetSubscription,
  keepSubscription,
  subscriptionOf,
  subscriptionsOf,
} from '../../src/inbox/subscriptions.ts';
import {
  afterAsking,
  begun,
  changesOf,
  confirmed,
  formOf,
  hubFor,
  isOver,
  isToAsk,
  withoutLease,
  type Subscription,
  type Told,
} from '../../src/inbox/websub.ts';
import { seal } from '../../src/world/hash.ts';
import { newInbox } from './inbox.ts';

const websub = suite('decisions about hubs');

const now = new Date('2026-11-22T10:00:00Z');
const moment: Moment = { now, random: 0 };
const FEED = 'https://ann.example/atom.xml';
const HUB = 'https://hub.example/';
const URL_ = 'https://reader.bob.example/';

const polled = (more: Partial<Polled> = {}): Polled => ({ ...unasked(FEED, now), hubs: [HUB], ...more });
const told: Told = { source: FEED, hub: HUB, topic: FEED };
const fresh = begun(told, { id: 'one', secret: 'shh', url: URL_ }, now);
const asked = afterAsking(fresh, moment);
const leased: Subscription = { ...fresh, until: '2026-11-23T10:00:00Z', next: '2026-11-23T05:00:00Z' };

const FOR: readonly (readonly [string, Partial<Polled>, Told | undefined])[] = [
  ['by its own address', {}, told],
  [
    'by the address that it states',
    { topic: 'https://ann.example/feed' },
    { ...told, topic: 'https://ann.example/feed' },
  ],
  ['by the address to which it has moved', { address: 'https://a.example/' }, { ...told, topic: 'https://a.example/' }],
  ['by the first of its hubs', { hubs: [HUB, 'https://other.example/'] }, told],
  ['by no hub, where it names none', { hubs: [] }, undefined],
  ['by no hub, where its node tells', { pushed: true, node: 'xmpp:ann@ann.example' }, undefined],
  ['by a hub, where it names a node that nobody hears', { node: 'xmpp:ann@ann.example' }, told],
  ['by no hub, where it is gone', { ended: true }, undefined],
];

for (const [how, state, is] of FOR) websub(`a source is told ${how}`, () => assert.equal(hubFor(polled(state)), is));

const ending: Subscription = { ...fresh, wish: 'unsubscribe' };
const other = { ...told, hub: 'https://other.example/' };

const CHANGES: readonly (readonly [string, readonly Subscription[], readonly Told[], string | undefined, unknown])[] = [
  ['what is new is begun', [], [told], URL_, [[told], [], []]],
  ['what is as it is wanted stays', [leased], [told], URL_, [[], [], []]],
  ['what was asked stays until it is confirmed', [asked], [told], URL_, [[], [], []]],
  ['who is not followed any more is ended', [leased], [], URL_, [[], [ending], []]],
  ['what was asked and not confirmed is ended as well', [asked], [], URL_, [[], [ending], []]],
  ['what was never asked is forgotten', [fresh], [], URL_, [[], [], ['one']]],
  ['another hub takes the place of the first', [leased], [other], URL_, [[other], [ending], []]],
  ['an end that is under way goes on', [ending], [], URL_, [[], [], []]],
  ['who is followed again is begun anew', [ending], [told], URL_, [[told], [], []]],
  ['an end that nobody confirms is the end', [{ ...ending, unconfirmed: 3 }], [], URL_, [[], [], ['one']]],
  ['at another address all is begun anew', [leased], [told], 'https://b.example/', [[told], [], ['one']]],
  ['without an address all is forgotten', [leased, ending], [told], undefined, [[], [], ['one', 'one']]],
];

for (const [sentence, subscriptions, wanted, url, is] of CHANGES) {
  websub(sentence, () => {
    const { begin, end, forget } = changesOf(subscriptions, wanted, { url, now });
    assert.equal([begin, end, forget.map(({ id }) => id)], is);
  });
}

websub('a hub is asked with all that it needs, and to end it without the secret', () => {
  assert.equal(Object.fromEntries(new URLSearchParams(formOf(fresh))), {
    'hub.mode': 'subscribe',
    'hub.topic': FEED,
    'hub.callback': 'https://reader.bob.example/websub/one',
    'hub.secret': 'shh',
    'hub.lease_seconds': '864000',
  });
  assert.equal(Object.fromEntries(new URLSearchParams(formOf(ending))), {
    'hub.mode': 'unsubscribe',
    'hub.topic': FEED,
    'hub.callback': 'https://reader.bob.example/websub/one',
  });
});

websub('a hub that does not confirm is asked ever later', () => {
  const twice = afterAsking(asked, moment);
  assert.equal(
    [fresh.next, asked.next, twice.next],
    ['2026-11-22T10:00:00Z', '2026-11-22T10:10:00Z', '2026-11-22T10:20:00Z'],
  );
  assert.equal([isToAsk(fresh, now), isToAsk(asked, now)], [true, false]);
});

const say = (said: Readonly<Record<string, string>>): URLSearchParams =>
  new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.topic': FEED, 'hub.challenge': 'c', ...said });

const LEASES: readonly (readonly [string, string, string])[] = [
  ['86400', '2026-11-23T10:00:00Z', '2026-11-23T05:12:00Z'],
  ['', '2026-12-02T10:00:00Z', '2026-11-30T10:00:00Z'],
  ['-5', '2026-12-02T10:00:00Z', '2026-11-30T10:00:00Z'],
  ['99999999999999999999', '2026-12-22T10:00:00Z', '2026-12-16T10:00:00Z'],
  ['5', '2026-11-22T10:00:05Z', '2026-11-22T10:01:00Z'],
  ['0', '2026-11-22T10:00:00Z', '2026-11-22T10:01:00Z'],
];

for (const [seconds, until, next] of LEASES) {
  websub(`a lease of "${seconds}" seconds holds until ${until}, and is renewed at ${next}`, () => {
    const answer = confirmed(asked, say({ 'hub.lease_seconds': seconds }), moment);
    assert.equal(answer, { challenge: 'c', subscription: { ...fresh, unconfirmed: 0, until, next } });
  });
}

websub('chance renews sooner, never later', () => {
  const { subscription } = confirmed(asked, say({ 'hub.lease_seconds': '86400' }), { now, random: 1 }) ?? {};
  assert.is(subscription?.next, '2026-11-23T02:48:00Z');
});

const REFUSED: readonly (readonly [string, Subscription, Readonly<Record<string, string>>])[] = [
  ['what nobody asked', fresh, {}],
  ['another topic', asked, { 'hub.topic': `${FEED}?` }],
  ['an end of what is wanted', leased, { 'hub.mode': 'unsubscribe' }],
  ['a beginning of what is ended', { ...ending, unconfirmed: 1 }, {}],
  ['no challenge', asked, { 'hub.challenge': '' }],
  ['a challenge without measure', asked, { 'hub.challenge': 'c'.repeat(1001) }],
  ['what it is not', asked, { 'hub.mode': 'publish' }],
];

for (const [what, subscription, said] of REFUSED) {
  websub(`not confirmed: ${what}`, () => assert.is(confirmed(subscription, say(said), moment), undefined));
}

websub('an end that is confirmed is the end', () => {
  const answer = confirmed({ ...ending, unconfirmed: 1 }, say({ 'hub.mode': 'unsubscribe' }), moment);
  assert.equal(answer, { challenge: 'c' });
});

websub('a hub that refuses is asked a day later, and its lease is over', () => {
  const answer = confirmed(leased, say({ 'hub.mode': 'denied', 'hub.reason': 'no' }), moment);
  const after = { ...withoutLease(leased), unconfirmed: 9, next: '2026-11-23T10:00:00Z' };
  assert.equal(answer, { challenge: '', subscription: after });
});

websub('a lease is over at its end', () => {
  const times = ['2026-11-23T09:59:59Z', '2026-11-23T10:00:00Z'];
  assert.equal(
    times.map((time) => isOver(leased, new Date(time))),
    [false, true],
  );
  assert.is(isOver(asked, new Date('2036-01-01')), false);
});

websub(
  'the inbox knows what is told by whom, as long as the lease holds, and keeps it apart from the state',
  async () => {
    const inbox = await newInbox();
    remember(inbox, polled());
    const toldBy = (time: string): string | undefined => sourcesOf(inbox, [{ feed: FEED }], new Date(time))[0]?.toldBy;
    keepSubscription(inbox, asked);
    assert.is(toldBy('2026-11-22T10:00:00Z'), undefined);
    keepSubscription(inbox, leased);
    assert.equal([toldBy('2026-11-23T09:59:59Z'), toldBy('2026-11-23T10:00:00Z')], [HUB, undefined]);
    const [state] = sourcesOf(inbox, [{ feed: FEED }], now);
    assert.equal(state, { ...polled(), toldBy: HUB });
    if (state) remember(inbox, state);
    assert.equal([subscriptionOf(inbox, 'one'), subscriptionOf(inbox, 'two')], [leased, undefined]);
    forgetSubscription(inbox, 'one');
    assert.equal([subscriptionsOf(inbox), sourcesOf(inbox, [{ feed: FEED }], now)], [[], [polled()]]);
    inbox.close();
  },
);

websub('what a hub tells of is asked once a day', () => {
  const usual = nextAsked({ fresh: 0, pushed: false }, moment);
  assert.equal(
    [usual, nextAsked({ fresh: 0, pushed: true }, moment)],
    ['2026-11-22T11:00:00Z', '2026-11-23T10:00:00Z'],
  );
});

websub('a signature has a kind that is known, and a value', () => {
  assert.equal(signatureIn('sha1=0aF'), { kind: 'sha1', value: '0aF' });
  assert.equal(signatureIn(' SHA512=00 '), { kind: 'sha512', value: '00' });
  const none = ['', 'md5=00', 'sha256', 'sha256=', 'sha256=xy', 'sha256=00 00', 'constructor=00'];
  assert.equal(
    none.flatMap((header) => signatureIn(header) ?? []),
    [],
  );
});

function isSeal(kind: 'sha1' | 'sha256', value: string): boolean {
  const made = seal(kind, 'Jefe');
  for (const part of ['what do ya want ', 'for nothing?']) made.add(Buffer.from(part));
  return made.is(value);
}

// RFC 4231 §4.3, and RFC 2202 §3 for SHA-1.
websub('a seal is that of the standard, and no other', () => {
  const sha256 = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  assert.equal(
    [
      isSeal('sha1', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'),
      isSeal('sha256', sha256),
      isSeal('sha256', sha256.toUpperCase()),
      isSeal('sha256', sha256.replace(/3$/, '4')),
      isSeal('sha256', sha256.slice(2)),
      isSeal('sha256', ''),
    ],
    [true, true, true, false, false, false],
  );
});

websub.run();
