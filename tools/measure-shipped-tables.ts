/**
 * Makes everything under scenarios/tables anew with the real kernels:
 *
 *     node --import tsx tools/measure-shipped-tables.ts [--check] [--only DATA,...] [--threads N]
 *
 * For every model in scenarios/models: gate thresholds (networks with a ladder), activation ranges of the int8 form,
 * outcome tables of degraded MNIST (validation and test, all points) and of clean MNIST (test, ungated points), in fp32
 * and int8. For every other network that a scenario names: tables of its task (validation and test) in fp32, where the
 * data set is fetched (`npm run data`); those of one that is not are left as they are. With `--only` tables of these
 * tasks alone, say fashion-mnist. With `--check` nothing is written: the exit code is 1 when a shipped file differs from
 * what was made.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { isFetched } from '../sim/data/source/read-source.ts';
import { isTask, taskNames } from '../sim/data/task/scenario-tasks.ts';
import type { Network } from '../sim/network/network.ts';
import { loadNetwork } from '../sim/network/onnx/load-network.ts';
import { packageRoot } from '../sim/package-root.ts';
import { scenarioSchema } from '../sim/scenario/scenario-schema.ts';
import { parseYaml } from '../sim/schema/parse-yaml.ts';
import { calibrateGates } from '../sim/sparsity/calibrate-gates.ts';
import { createExecutor } from '../sim/sparsity/execute/create-executor.ts';
import type { GateCalibration } from '../sim/sparsity/gate-calibration.ts';
import { measureInt8 } from '../sim/sparsity/int8/int8-calibration-of.ts';
import { measureTable } from '../sim/sparsity/measure-table.ts';
import type { OutcomeTable } from '../sim/sparsity/outcome-table.ts';
import { pointList, ungatedPoints } from '../sim/sparsity/point-list.ts';
import { pointsOn } from '../sim/sparsity/points-on.ts';
import { encodeTable } from '../sim/sparsity/table-codec.ts';
import { samplesAt } from '../sim/sparsity/table-data.ts';
import { tableFolder } from '../sim/sparsity/table-folder.ts';
import { shippedPrints, type TaskPrint, taskPrint, taskPrintsFile } from '../sim/sparsity/task-print.ts';

const calibrationSamples = 1000;
const brotliQuality = 11;

const { values } = parseArgs({
  options: { check: { type: 'boolean' }, only: { type: 'string' }, threads: { type: 'string' } },
});
const only = values.only?.split(',');
const unknown = only?.find((name) => !isTask(name));
if (unknown) throw new RangeError(`--only ${unknown}; there are ${taskNames.join(', ')}`);
const threads = values.threads === undefined ? undefined : Number(values.threads);

if (!process.env['SPARSEWATT_SKIP_BUILD']) {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], {
    cwd: packageRoot(),
    stdio: 'inherit',
  });
}
const models = join(packageRoot(), 'scenarios', 'models');
const folder = tableFolder();
mkdirSync(folder, { recursive: true });
const made = new Set<string>();
let differing = 0;
let evaluations = 0;
let measuringMs = 0;

for (const model of readdirSync(models)
  .filter((file) => file.endsWith('.onnx'))
  .sort()) {
  if (!only) await makeTables(join(models, model), basename(model, '.onnx'));
}
await makeTaskTables();
for (const file of readdirSync(folder).filter(
  (name) => /\.(table|gates\.json|int8\.json)$/.test(name) && !made.has(name),
)) {
  if (only) continue;
  console.log(`${file}: belongs to no model${values.check ? '' : ', removed'}`);
  if (values.check) differing++;
  else rmSync(join(folder, file));
}
console.log(
  `${evaluations} image evaluations, ${Math.round((evaluations / measuringMs) * 1000)} a second in all`,
);
if (differing > 0) {
  console.error(`${differing} of the files in ${folder} differ; run without --check and commit them`);
  process.exitCode = 1;
}

async function makeTables(modelFile: string, name: string): Promise<void> {
  const network = await loadNetwork(modelFile);
  const calibration = network.ladder ? await calibrate(network) : null;
  if (calibration) keep(`${name}.gates.json`, Buffer.from(`${JSON.stringify(calibration, null, 2)}\n`));
  const int8 = measureInt8(network);
  keep(`${name}.int8.json`, Buffer.from(`${JSON.stringify(int8, null, 2)}\n`));
  const points = pointList(network, calibration);
  const wanted = [
    { data: 'degraded-mnist', split: 'validation', points },
    { data: 'degraded-mnist', split: 'test', points },
    { data: 'clean-mnist', split: 'test', points: ungatedPoints(points) },
  ] as const;
  for (const request of wanted.flatMap((each) =>
    (['fp32', 'int8'] as const).map((numericForm) => ({ ...each, numericForm })),
  )) {
    const started = performance.now();
    const table = await measureTable({ ...request, modelFile, network, threads, int8 });
    measuringMs += performance.now() - started;
    evaluations += table.sampleCount * table.points.length;
    tellAccuracy(`${name} ${request.numericForm}`, table);
    const form = request.numericForm === 'fp32' ? '' : `${request.numericForm}.`;
    keep(`${name}.${form}${request.data}-${request.split}.table`, encodeTable(table, brotliQuality));
  }
}

/** Networks in folders of scenarios/models, by the data that the scenarios ask them about. */
async function makeTaskTables(): Promise<void> {
  const scenarios = join(packageRoot(), 'scenarios');
  const prints: Record<string, TaskPrint> = { ...shippedPrints() };
  for (const scenarioFile of readdirSync(scenarios)
    .filter((name) => name.endsWith('.yaml'))
    .sort()) {
    const text = readFileSync(join(scenarios, scenarioFile), 'utf8');
    const { data, network, baselines, points: kinds } = parseYaml(scenarioSchema, text, scenarioFile);
    if (!isTask(data) || (only && !only.includes(data))) continue;
    const dense = baselines.dense === undefined ? [] : [baselines.dense];
    for (const model of [network, ...dense, ...baselines.smallDense]) {
      const name = model
        .replace(/^models\//, '')
        .replace(/\.onnx$/, '')
        .replaceAll('/', '-');
      for (const split of ['validation', 'test'] as const) {
        const read = await loadNetwork(join(scenarios, model));
        const points = pointsOn(data, read, kinds);
        const further = points.length > pointsOn(data, read).length ? `${kinds.join('-')}.` : '';
        const file = `${name}.${further}${data}-${split}.table`;
        if (made.has(file)) continue;
        if (!isFetched(data)) {
          made.add(file);
          console.log(`${file}: left as it is, the data set is not here (npm run data -- ${data})`);
          continue;
        }
        prints[`${data}-${split}`] = taskPrint(data, split);
        const started = performance.now();
        const table = await measureTable({
          modelFile: join(scenarios, model),
          network: read,
          points,
          data,
          split,
          threads,
        });
        measuringMs += performance.now() - started;
        evaluations += table.sampleCount * table.points.length;
        tellAccuracy(name, table);
        keep(file, encodeTable(table, brotliQuality));
      }
    }
  }
  keep(taskPrintsFile, Buffer.from(`${JSON.stringify(prints, null, 2)}\n`));
}

async function calibrate(network: Network): Promise<GateCalibration> {
  const positions = Array.from({ length: calibrationSamples }, (_, i) => i);
  return calibrateGates(
    network,
    await createExecutor(network),
    samplesAt('degraded-mnist', 'validation', positions),
  );
}

function tellAccuracy(name: string, table: OutcomeTable): void {
  for (let p = 0; p < table.points.length; p++) {
    const classes = table.topClass.subarray(p * table.sampleCount, (p + 1) * table.sampleCount);
    const right = classes.reduce((sum, top, i) => sum + (top === table.labels[i] ? 1 : 0), 0);
    const share = ((100 * right) / table.sampleCount).toFixed(2);
    console.log(`${name} ${table.data} ${table.points[p]!.id}: ${share}%`);
  }
}

function keep(name: string, bytes: Uint8Array): void {
  made.add(name);
  const file = join(folder, name);
  const same = existsSync(file) && readFileSync(file).equals(bytes);
  if (!same) differing += values.check ? 1 : 0;
  if (!values.check && !same) writeFileSync(file, bytes);
  console.log(
    `${name}: ${bytes.length} bytes${same ? ', unchanged' : values.check ? ', DIFFERS' : ', written'}`,
  );
}
