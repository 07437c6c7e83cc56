import { array, assert as holds, boolean, nat, property, record, string } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { textsOf } from '../../src/model/texts.ts';
import { patched } from '../../src/site/patch.ts';
import { packed, unpacked, type Table } from '../../src/site/table.ts';

const patch = suite('a table with a few other rows');

function tableOf(names: readonly string[]): Table {
  return {
    texts: { name: textsOf(names), other: textsOf(names.map((name) => `${name}é`)) },
    numbers: { length: Float64Array.from(names, ({ length }) => length) },
  };
}

function saved(table: Table): Table | undefined {
  return unpacked(new Uint8Array(packed(null, { table }))).tables['table'];
}

const text = string({ unit: 'binary' }).filter((each) => !each.includes('\0'));

patch('rows go and come anywhere, and the rest is as it was', () => {
  const rows = array(record({ name: text, goes: boolean() }));
  const fresh = array(record({ name: text, at: nat(12) }), { maxLength: 6 });
  holds(
    property(rows, fresh, (before, news) => {
      const wanted = before.filter(({ goes }) => !goes).map(({ name }) => ({ name, isNew: false }));
      for (const { name, at } of news) wanted.splice(at, 0, { name, isNew: true });
      const come = wanted.flatMap(({ isNew }, at) => (isNew ? [at] : []));
      const gone = before.flatMap(({ goes }, at) => (goes ? [at] : []));
      const names = wanted.map(({ name }) => name);
      const old = tableOf(before.map(({ name }) => name));
      const now = patched(old, { gone, come, rows: tableOf(names.filter((_, at) => come.includes(at))) });
      assert.equal(packed(null, { now }), packed(null, { now: tableOf(names) }));
      assert.equal(saved(now)?.texts['name']?.rows, names);
    }),
    { numRuns: 500 },
  );
});

patch.run();
