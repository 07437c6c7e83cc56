// How it goes with bridges: what is remembered of a round, and how it is shown.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { beginning, type Turn } from '../../src/bridge/due.ts';
import { metricsOf } from '../../src/bridge/metrics.ts';
import { isIn, shardFrom } from '../../src/bridge/shard.ts';
import { afterRound, begunStanding, tableOf } from '../../src/bridge/standing.ts';
import { sha1 } from '../../src/world/hash.ts';

const standing = suite('standing');

const NOW = '2026-11-25T10:00:00Z';
const fresh = begunStanding({ name: 'blog', from: 'https://blog.example', to: 'xmpp:me@example.org' });
const heard = afterRound(fresh, { heard: NOW, next: '2026-11-25T11:00:00Z', counts: { entries: 2, edits: 1 } }, NOW);
const failed = afterRound(heard, { trouble: 'It says "no"\\ and\nmore.' }, '2026-11-25T11:00:00Z');

standing('adds up rounds, and keeps what a round with trouble does not know', () => {
  const { next: _, ...rest } = heard;
  assert.equal(heard.counts, { rounds: 1, failed: 0, entries: 2, edits: 1, takenBack: 0 });
  assert.equal([heard.done, heard.trouble], [NOW, undefined]);
  assert.equal(failed, {
    ...rest,
    trouble: 'It says "no"\\ and\nmore.',
    counts: { rounds: 2, failed: 1, entries: 2, edits: 1, takenBack: 0 },
  });
  assert.is(afterRound(failed, { heard: NOW }, NOW).trouble, undefined);
});

standing('is a table for people', () => {
  assert.equal(tableOf([heard, { ...failed, name: 'b' }]).split('\n'), [
    'name  from                  to                   last heard         last done          next               what is wrong',
    'blog  https://blog.example  xmpp:me@example.org  2026-11-25 10:00Z  2026-11-25 10:00Z  2026-11-25 11:00Z',
    'b     https://blog.example  xmpp:me@example.org  2026-11-25 10:00Z  2026-11-25 10:00Z  -                  It says "no"\\ and more.',
  ]);
});

standing('is text for Prometheus', () => {
  const lines = metricsOf({ standings: [failed], lines: new Map([['me@example.org', true]]) }).split('\n');
  assert.equal(
    lines.filter((line) => line !== '' && !line.startsWith('#')),
    [
      'skein_bridges 1',
      'skein_bridge_ok{bridge="blog"} 0',
      'skein_bridge_trouble_info{bridge="blog",what="It says \\"no\\"\\\\ and\\nmore."} 1',
      'skein_bridge_heard_timestamp_seconds{bridge="blog"} 1795600800',
      'skein_bridge_done_timestamp_seconds{bridge="blog"} 1795600800',
      'skein_bridge_rounds_total{bridge="blog"} 2',
      'skein_bridge_failed_total{bridge="blog"} 1',
      'skein_bridge_entries_total{bridge="blog"} 2',
      'skein_bridge_edits_total{bridge="blog"} 1',
      'skein_bridge_taken_back_total{bridge="blog"} 0',
      'skein_account_connected{account="me@example.org"} 1',
    ],
  );
  assert.is(lines.filter((line) => line.startsWith('# TYPE')).length, 12);
  assert.is(lines.at(-1), '');
});

function turn(host: string, over: Partial<Turn> = {}): Turn {
  return { phase: 'waits', host, node: `node of ${host}`, account: 'a', next: NOW, ...over };
}

standing('begins what is due longest, one of a host and of a node, and no more of a full account', () => {
  const full = Array.from({ length: 8 }, (_, n) => turn(`busy ${n}`, { phase: 'brings', account: 'full' }));
  const asking = turn('h', { phase: 'asks' });
  const [late, early] = [turn('x', { next: '2026-11-25T09:00:02Z' }), turn('y', { next: '2026-11-25T09:00:01Z' })];
  const wanted = [
    late,
    turn('x', { node: 'another' }),
    turn('h', { node: 'third' }),
    turn('z', { node: 'node of busy 0' }),
    turn('f', { account: 'full' }),
    early,
  ];
  assert.equal(beginning(wanted, [...full, asking, ...wanted]), [early, late]);
  const many = Array.from({ length: 40 }, (_, n) => turn(`m ${n}`));
  assert.is(beginning(many, many).length, 32);
});

standing('is divided between processes, each bridge to exactly one', () => {
  const froms = Array.from({ length: 400 }, (_, n) => `https://blog-${n}.example/feed`);
  const shards = [1, 2, 3, 4].map((nth) => froms.filter((from) => isIn({ nth, of: 4 }, from, sha1)));
  assert.equal(shards.flat().sort(), froms.toSorted());
  assert.ok(shards.every(({ length }) => length > 70));
  const read = ['1/4', '4/4', undefined, '0/4', '5/4', '1', '1/0', 'a/b'].map((text) => shardFrom(text));
  assert.equal(
    read.map((each) => each.ok && each.value),
    [{ nth: 1, of: 4 }, { nth: 4, of: 4 }, { nth: 1, of: 1 }, false, false, false, false, false],
  );
});

standing.run();
