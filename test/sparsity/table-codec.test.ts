import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeTables } from '../../sim/sparsity/merge-tables.ts';
import { decodeTable, encodeTable, readTableHeader } from '../../sim/sparsity/table-codec.ts';
import { TableError } from '../../sim/sparsity/table-error.ts';
import { anyTable, sliceTable } from './random-table.ts';
import { tableDifference } from './table-difference.ts';

test('law: decode(encode(table)) is the table', () => {
  fc.assert(
    fc.property(anyTable, fc.constantFrom(4, 11), (table, quality) => {
      const decoded = decodeTable(encodeTable(table, quality), 'x.table');
      expect(decoded).toEqual(table);
      expect(tableDifference(decoded, table)).toBeNull();
    }),
    { seed: 42, numRuns: 200 },
  );
});

test('law: equal tables have equal bytes, whatever they were merged from', () => {
  fc.assert(
    fc.property(anyTable, fc.array(fc.nat(20), { maxLength: 4 }), (table, cuts) => {
      const at = [
        0,
        ...cuts.map((c) => Math.min(c, table.sampleCount)).sort((a, b) => a - b),
        table.sampleCount,
      ];
      const parts = at.slice(1).map((to, i) => sliceTable(table, at[i]!, to));
      expect(encodeTable(mergeTables(parts), 4)).toEqual(encodeTable(table, 4));
    }),
    { seed: 42, numRuns: 200 },
  );
});

test('law: a table file with any byte changed or cut off is refused', () => {
  fc.assert(
    fc.property(
      anyTable,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      fc.boolean(),
      (table, where, by, cut) => {
        const bytes = Buffer.from(encodeTable(table, 4));
        const at = where % bytes.length;
        bytes[at]! ^= by;
        const damaged = cut ? bytes.subarray(0, at) : bytes;
        expect(() => decodeTable(damaged, 'x.table')).toThrow(TableError);
      },
    ),
    { seed: 42, numRuns: 300 },
  );
});

test('the header is read from the start of the file alone', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const bytes = encodeTable(table, 4);
      const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
      expect(readTableHeader(bytes.subarray(0, 12 + length), 'x').key).toEqual(table.key);
    }),
    { seed: 42, numRuns: 20 },
  );
  expect(() => readTableHeader(new Uint8Array(40), 'x')).toThrow(/not an outcome table/);
});
