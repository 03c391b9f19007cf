import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadIntensity } from '../../sim/scenario/load-intensity.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-grid-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string, startHour = 0) {
  writeFileSync(join(folder, 'grid.csv'), text);
  return loadIntensity(join(folder, 'grid.csv'), 'grid.csv', startHour);
}

describe('hourly intensities', () => {
  it('are read as hours from 0 on', async () => {
    expect(await load('# a comment\nhour,gCO2ePerKwh\n0,300\n1,250.5\n2,0\n', 2)).toEqual({
      stepNs: 3.6e12,
      gPerKwh: [300, 250.5, 0],
      startNs: 7.2e12,
    });
  });

  it.each([
    ['hour,gCO2ePerKwh\n0,300\n2,250\n', /grid\.csv:3:1 error E_INTENSITY hour is 2 where 1 is due/],
    ['hour,gCO2ePerKwh\n0,300\n0,250\n', /hour is 0 where 1 is due/],
    ['hour,gCO2ePerKwh\n0,-3\n', /grid\.csv:2:3.*number of grams/],
    ['hour,gCO2ePerKwh\n0,\n', /number of grams/],
    ['hour,intensity\n0,3\n', /E_UNKNOWN_COLUMN/],
    ['hour,gCO2ePerKwh\n', /there are no rows/],
  ])('are refused where they make no sense: %j', async (text, message) => {
    await expect(load(text)).rejects.toThrow(message);
  });

  it('are refused where they are not there, or do not reach the hour of the start', async () => {
    await expect(loadIntensity(join(folder, 'none.csv'), 'none.csv', 0)).rejects.toThrow(/no such file/);
    await expect(load('hour,gCO2ePerKwh\n0,3\n', 1)).rejects.toThrow(/no hour 1.*startHour may be 0 to 0/s);
  });
});
