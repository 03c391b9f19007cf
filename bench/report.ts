/** Wall time, processor time and size of the report of the largest scenario in every format, made of a saved run. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sparsewatt } from './lib/sparsewatt.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, run: { type: 'string' } },
});
const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-report-bench-'));
try {
  const run = flags.run ?? join(folder, 'run.json');
  if (!flags.run)
    writeFileSync(run, sparsewatt(['run', 'scenarios/smart-camera.yaml', '--threads', '2', '--json']).stdout);
  const rounds = flags.quick ? 1 : 5;
  const results = ['html', 'all'].map((format) => {
    const out = join(folder, format);
    const seconds = Array.from(
      { length: rounds },
      () => sparsewatt(['report', run, '--format', format, '--out', out]).seconds,
    ).sort((a, b) => a - b);
    const sizes = Object.fromEntries(readdirSync(out).map((name) => [name, statSync(join(out, name)).size]));
    return { format, medianS: seconds[rounds >> 1]!, fastestS: seconds[0]!, rounds, owedS: 10, sizes };
  });
  if (flags.json) console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'report', results }));
  else {
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2);
    const rows = results.map((r) => [
      r.format,
      r.medianS.toFixed(2),
      r.fastestS.toFixed(2),
      String(r.rounds),
      String(r.owedS),
      megabytes(r.sizes['report.html']!),
      megabytes(Math.max(...Object.values(r.sizes))),
      megabytes(Object.values(r.sizes).reduce((sum, size) => sum + size, 0)),
    ]);
    const titles = [
      'formats',
      'median s',
      'fastest s',
      'rounds',
      'owed s',
      'page MB',
      'largest MB',
      'all MB',
    ];
    console.log(table(titles, rows));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
