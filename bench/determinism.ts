/**
 * The result hash of the main job: with 1 and 2 threads, twice in a row, against the committed value, and with another
 * seed. `--write` puts the hash into test/golden/result-hash.json, after a change that is meant to change results.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { sparsewatt } from './lib/sparsewatt.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, write: { type: 'boolean' } },
});
const golden = new URL('../test/golden/result-hash.json', import.meta.url);
const hashOf = (...args: string[]) => {
  const { stdout } = sparsewatt(['run', 'scenarios/smart-camera.yaml', '--json', ...args]);
  return (JSON.parse(stdout) as { resultHash: string }).resultHash;
};

const first = hashOf('--threads', '2');
if (flags.write) {
  const text = { scenario: 'scenarios/smart-camera.yaml', seed: 1, resultHash: first };
  writeFileSync(golden, `${JSON.stringify(text, null, 2)}\n`);
}
const committed = (JSON.parse(readFileSync(golden, 'utf8')) as { resultHash: string }).resultHash;
const runs = [
  { run: 'seed 1, 2 threads', hash: first, wanted: 'the committed value', holds: first === committed },
  ...(flags.quick
    ? []
    : [
        ['seed 1, 2 threads, again', ['--threads', '2']] as const,
        ['seed 1, 1 thread', ['--threads', '1']] as const,
      ].map(([run, args]) => {
        const hash = hashOf(...args);
        return { run, hash, wanted: 'the committed value', holds: hash === committed };
      })),
];
const other = hashOf('--threads', '2', '--seed', '2');
runs.push({ run: 'seed 2, 2 threads', hash: other, wanted: 'another value', holds: other !== committed });

if (flags.json) {
  console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'determinism', committed, runs }));
} else {
  console.log(`committed: ${committed}`);
  console.log(
    table(
      ['run', 'result hash', 'wanted', 'holds'],
      runs.map((r) => [r.run, r.hash, r.wanted, String(r.holds)]),
    ),
  );
}
process.exitCode = runs.every((r) => r.holds) ? 0 : 1;
