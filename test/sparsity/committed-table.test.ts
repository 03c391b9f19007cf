import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { committedTable } from '../../sim/sparsity/committed-table.ts';
import { encodeTable } from '../../sim/sparsity/table-codec.ts';
import { anyTable } from './random-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-committed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a table is found by its key, also where its file has moved or holds another table since', async () => {
  const [table, drawn] = fc.sample(anyTable, { seed: 5, numRuns: 2 });
  const other = { ...drawn!, key: { ...drawn!.key, networkHash: 'another' } };
  const at = (name: string) => join(folder, `${name}.table`);
  const found = async ({ key }: typeof other) => (await committedTable(key, folder))?.file ?? null;
  expect(await found(table!)).toBeNull();
  writeFileSync(at('b'), encodeTable(table!, 4));
  expect(await committedTable(table!.key, folder)).toEqual({ table, file: at('b') });
  expect([await found(table!), await found(other)]).toEqual([at('b'), null]);
  renameSync(at('b'), at('c'));
  writeFileSync(at('b'), encodeTable(other, 4));
  expect([await found(table!), await found(other)]).toEqual([at('c'), at('b')]);
  writeFileSync(at('a'), encodeTable(table!, 4));
  rmSync(at('c'));
  expect(await found(table!)).toBe(at('a'));
  rmSync(at('a'));
  expect(await found(table!)).toBeNull();
});
