/** Wall time of the built command with an empty cache: --help, the main job, and the main job measuring everything. */
import { parseArgs } from 'node:util';
import { sparsewatt } from './lib/sparsewatt.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
const job = ['run', 'scenarios/smart-camera.yaml', '--threads', '2'];
const cases = [
  { name: '--help', args: ['--help'], rounds: 15, owedS: 0.2 },
  { name: 'main job', args: job, rounds: flags.quick ? 1 : 3, owedS: 45 },
  ...(flags.quick
    ? []
    : [{ name: 'main job --measure', args: [...job, '--measure'], rounds: 1, owedS: 180 }]),
];
const results = cases.map(({ name, args, rounds, owedS }) => {
  const seconds = Array.from({ length: rounds }, () => sparsewatt(args).seconds).sort((a, b) => a - b);
  return { name, medianS: seconds[Math.floor(rounds / 2)]!, fastestS: seconds[0]!, rounds, owedS };
});
if (flags.json) {
  console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'startup', threads: 2, results }));
} else {
  const rows = results.map((r) => [
    r.name,
    r.medianS.toFixed(2),
    r.fastestS.toFixed(2),
    String(r.rounds),
    String(r.owedS),
  ]);
  console.log(table(['command (2 threads)', 'median s', 'fastest s', 'rounds', 'owed s'], rows));
}
