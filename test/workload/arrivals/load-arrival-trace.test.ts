import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { InputError } from '../../../sim/schema/input-error.ts';
import { loadArrivalTrace } from '../../../sim/workload/arrivals/load-arrival-trace.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-arrivals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string) => {
  const file = join(folder, 'trace.csv');
  writeFileSync(file, text);
  return loadArrivalTrace(file, 'trace.csv');
};
const faults = async (text: string) => {
  const error = await read(text).catch((caught: unknown) => caught);
  if (!(error instanceof InputError)) throw error;
  return error.issues.map(({ line, column, message }) => `${line}:${column} ${message}`);
};

it('reads seconds, milliseconds and nanoseconds, with and without samples', async () => {
  expect([...(await read('timeS\n0\n1.5\n1.5\n')).timeNs]).toEqual([0, 1.5e9, 1.5e9]);
  expect([...(await read('# recorded\ntimeMs\n2\n')).timeNs]).toEqual([2e6]);
  const { timeNs, sample } = await read('sample,timeNs\n7,3\n0,9\n');
  expect([[...timeNs], [...sample!]]).toEqual([
    [3, 9],
    [7, 0],
  ]);
});

it('names line and column of every fault', async () => {
  expect(await faults('sample,timeS\n1,0\n2,-1\n3,x\n4,5\n5,4.5\n')).toEqual([
    '3:3 -1 is before the beginning',
    '4:3 x is no time',
    '6:3 4.5 is before the row above',
  ]);
  expect(await faults('timeS,sample\n0,1.5\n1,\nNaN,2\n')).toEqual([
    '2:3 1.5 is no sample',
    '3:3 nothing is no sample',
    '4:1 NaN is no time',
  ]);
  expect(await faults('timeS,timeMs\n0,0\n')).toEqual(['0:0 there are timeS and timeMs']);
  expect(await faults('sample\n1\n')).toEqual(['0:0 there is no time column']);
  expect(await faults('timeS\n')).toEqual(['0:0 there are no rows']);
  expect(await faults('when\n1\n')).toEqual(['1:1 There is no column "when".']);
  await expect(loadArrivalTrace(join(folder, 'none.csv'), 'none.csv')).rejects.toThrow(/no such file/);
});
