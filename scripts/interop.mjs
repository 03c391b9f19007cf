// `npm run interop [RUN.json]`: the tools of others on the files of a report. Impact Framework recomputes carbon and SCI from
// the manifest, DuckDB reads Parquet and CSV. Installed on first use, with install scripts off.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'test', 'interop');
const [saved] = process.argv.slice(2);
if (!existsSync(join(folder, 'node_modules', '@grnsft', 'if'))) {
  process.stderr.write('installing @grnsft/if and @duckdb/node-api into test/interop ...\n');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder], {
    stdio: 'inherit',
  });
}

const out = mkdtempSync(join(tmpdir(), 'sparsewatt-interop-'));
let failed = 0;
function tell(holds, what) {
  process.stdout.write(`${holds ? '✓' : '✗'} ${what}\n`);
  if (!holds) failed++;
}

/** The sample report of the tests, or that of a saved run. */
function writeReport() {
  if (saved) {
    const cli = [
      '--import',
      'tsx',
      'sim/cli/bin.ts',
      'report',
      saved,
      '--out',
      out,
      '--format',
      'json,csv,parquet,if',
    ];
    execFileSync('node', cli, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    return;
  }
  const script = `
    const { fullSettings, greenSample } = await import('./test/report/green-sample.ts');
    const { loadFormat } = await import('./sim/report/formats/load-format.ts');
    const { writeFileSync } = await import('node:fs');
    const report = await greenSample(fullSettings);
    for (const name of ['json', 'csv', 'parquet', 'if'])
      for (const file of await (await loadFormat(name))(report))
        writeFileSync(process.argv[1] + '/' + file.name, file.content);`;
  execFileSync('node', ['--import', 'tsx', '--input-type=module', '-e', script, out], {
    cwd: root,
    stdio: 'inherit',
  });
}

const worst = (pairs) => Math.max(...pairs.map(([a, b]) => Math.abs(a - b) / Math.abs(b)));

function impactFramework(report) {
  const tool = (name, ...args) =>
    spawnSync(join(folder, 'node_modules', '.bin', name), args, { cwd: folder, encoding: 'utf8' });
  const manifest = join(out, 'manifest.if.yaml');
  const computed = join(out, 'computed.yaml');
  const run = tool('if-run', '-m', manifest, '-o', computed);
  tell(run.status === 0 && existsSync(computed), 'if-run computes the manifest');
  if (!existsSync(computed)) return process.stdout.write(`${run.stdout}${run.stderr}\n`);
  const { children } = parse(readFileSync(computed, 'utf8')).tree;
  const rows = report.rows.filter((row) => row.role !== 'other');
  const outputOf = (row) => children[row.id.replaceAll('.', '_')].outputs[0];
  const sci = worst(rows.map((row) => [outputOf(row).sci, row.sci.value]));
  const energy = worst(rows.map((row) => [outputOf(row).energy, row.energyFacilityKwh]));
  const carbon = worst(rows.map((row) => [outputOf(row).carbon, row.sci.value * row.inferences]));
  const operation = worst(
    rows.map((row) => [outputOf(row)['carbon/operational'], row.operational.value * row.inferences]),
  );
  tell(sci < 1e-9, `SCI of ${rows.length} rows agrees, worst ${sci.toExponential(1)}`);
  tell(energy < 1e-9, `energy agrees, worst ${energy.toExponential(1)}`);
  tell(operation < 1e-9, `carbon of operation agrees, worst ${operation.toExponential(1)}`);
  tell(carbon < 1e-9, `carbon agrees, worst ${carbon.toExponential(1)}`);
  const check = tool('if-check', '-m', computed);
  tell(check.status === 0, 'if-check executes what if-run wrote again and finds no difference');
  if (check.status !== 0) process.stdout.write(`${check.stdout}${check.stderr}\n`);
}

async function duckdb(report) {
  const at = join(folder, 'node_modules', '@duckdb', 'node-api', 'lib', 'index.js');
  const { DuckDBInstance } = await import(pathToFileURL(at).href);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const ask = async (sql) => (await connection.runAndReadAll(sql)).getRowObjects();
  const whole = (of) => report.rows.reduce((sum, row) => sum + of(row), 0);
  const columns = 'count(*) AS n, sum(sci_per_inference_gCO2e) AS g, sum(energy_it_kWh) AS kwh';
  for (const source of [`'${join(out, 'runs.parquet')}'`, `read_csv('${join(out, 'runs.csv')}')`]) {
    const [row] = await ask(`SELECT ${columns} FROM ${source}`);
    const error = worst([
      [row.g, whole(({ sci }) => sci.value)],
      [row.kwh, whole(({ energyItKwh }) => energyItKwh)],
    ]);
    const name = source.includes('parquet') ? 'runs.parquet' : 'runs.csv';
    tell(
      Number(row.n) === report.rows.length && error < 1e-9,
      `DuckDB reads ${row.n} rows of ${name}, worst ${error.toExponential(1)}`,
    );
  }
  const [types] = await ask(
    `SELECT typeof(pareto) AS b, typeof(policy) AS s FROM '${join(out, 'runs.parquet')}' LIMIT 1`,
  );
  tell(types.b === 'BOOLEAN' && types.s === 'VARCHAR', 'Parquet keeps the types of columns');
  const scores = await ask(
    `SELECT "row", sum("energy_J") / 3.6e6 * any_value(pue) * any_value("intensity_gCO2e_per_kWh") / any_value(inferences) AS o,
       coalesce(try_cast(any_value("embodied_g_per_inference") AS DOUBLE), 0) AS m
     FROM read_csv('${join(out, 'ledger.csv')}') GROUP BY "row"`,
  );
  const byId = new Map(report.rows.map((row) => [row.id, row]));
  // Operation apart: where the making is most of a score, an error of the energy would hide.
  const error = worst(
    scores.flatMap(({ row, o, m }) => [
      [o, byId.get(row).operational.value],
      [o + m, byId.get(row).sci.value],
    ]),
  );
  tell(
    scores.length === byId.size && error < 1e-9,
    `SQL over ledger.csv gives operation and score of every row, worst ${error.toExponential(1)}`,
  );
}

try {
  writeReport();
  const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
  impactFramework(report);
  await duckdb(report);
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exitCode = failed > 0 ? 4 : 0;
