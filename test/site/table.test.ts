import { array, assert as holds, double, nat, property, string } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { textsOf } from '../../src/model/texts.ts';
import { packed, unpacked, type Table } from '../../src/site/table.ts';

const table = suite('table');

/** As bytes that begin anywhere in their memory. */
function again(head: unknown, tables: Readonly<Record<string, Table>>, offset = 0): ReturnType<typeof unpacked> {
  const bytes = packed(head, tables);
  const moved = new Uint8Array(bytes.length + offset);
  moved.set(bytes, offset);
  return unpacked(moved.subarray(offset));
}

function rowsOf(tables: Readonly<Record<string, Table>>, table: string, column: string): readonly string[] | undefined {
  return tables[table]?.texts[column]?.rows;
}

const text = string({ unit: 'binary' }).filter((each) => !each.includes('\0'));
const number = double();

table('what was packed is unpacked as it was: any text, NaN and -0', () => {
  const columns = array(text, { maxLength: 6 }).chain((names) =>
    array(number, { minLength: names.length, maxLength: names.length }).map((sizes) => ({ names, sizes })),
  );
  holds(
    property(columns, text, nat(7), ({ names, sizes }, title, offset) => {
      const one: Table = {
        texts: { name: textsOf(names), same: textsOf(names) },
        numbers: { size: Float64Array.from(sizes) },
      };
      const seen = again({ title }, { one, other: { texts: {}, numbers: {} } }, offset);
      assert.equal(seen.head, { title });
      assert.equal(rowsOf(seen.tables, 'one', 'same'), names);
      const numbers = [...(seen.tables['one']?.numbers['size'] ?? [])];
      assert.ok(numbers.length === sizes.length && numbers.every((each, at) => Object.is(each, sizes[at])));
    }),
    { numRuns: 500 },
  );
});

table('no rows and one row of an empty text are two things', () => {
  const { tables } = again(null, {
    none: { texts: { name: textsOf([]) }, numbers: {} },
    empty: { texts: { name: textsOf(['']) }, numbers: {} },
  });
  assert.equal([rowsOf(tables, 'none', 'name'), rowsOf(tables, 'empty', 'name')], [[], ['']]);
});

table('bytes that were not packed are a bug', () => {
  assert.throws(() => unpacked(new TextEncoder().encode('no table\n')));
});

table.run();
