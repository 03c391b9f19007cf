import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadHarvest } from '../../sim/scenario/load-harvest.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-harvest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'sun.csv');
const load = (text: string) => {
  writeFileSync(file, text);
  return loadHarvest(file, 'sun.csv');
};

describe('a trace of harvested power', () => {
  it('is read', async () => {
    expect(await load('timeS,powerW\n0,0.5\n60,0\n90.5,1e-3\n')).toEqual({
      timeS: [0, 60, 90.5],
      watts: [0.5, 0, 0.001],
    });
  });

  it.each([
    ['timeS,powerW\n0,1\n60,1\n30,1\n', /sun\.csv:4:1.*E_HARVEST.*time goes from 60 s to 30 s; it must rise/],
    ['timeS,powerW\n5,1\n', /sun\.csv:2:1.*the first time must be 0/],
    ['timeS,powerW\n0,-1\n', /sun\.csv:2:3.*a number of watts from 0 on/],
    ['timeS,powerW\n0,bright\n', /a number of watts from 0 on/],
    ['timeS,powerW\nnoon,1\n', /a number of seconds from 0 on/],
    ['timeS,powerW\n', /there are no rows.*give at least one, at time 0/s],
    ['hour,watts\n0,1\n', /timeS/],
  ])('%j is refused, with its line', async (text, message) => {
    await expect(load(text)).rejects.toThrow(message);
  });

  it('that is not there is named', async () => {
    await expect(loadHarvest(join(folder, 'no.csv'), 'no.csv')).rejects.toThrow(
      /no\.csv.*there is no such file/,
    );
  });
});
