/**
 * Makes everything under scenarios/tables anew with the real kernels:
 *
 *     node --import tsx tools/measure-shipped-tables.ts [--check] [--threads N]
 *
 * For every model in scenarios/models: gate thresholds (networks with a ladder), activation ranges of the int8 form,
 * outcome tables of degraded MNIST (validation and test, all points) and of clean MNIST (test, ungated points), in fp32
 * and int8. With `--check` nothing is written:
 * the exit code is 1 when a shipped file differs from what was made.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Network } from '../sim/network/network.ts';
import { loadNetwork } from '../sim/network/onnx/load-network.ts';
import { packageRoot } from '../sim/package-root.ts';
import { calibrateGates } from '../sim/sparsity/calibrate-gates.ts';
import { createExecutor } from '../sim/sparsity/execute/create-executor.ts';
import type { GateCalibration } from '../sim/sparsity/gate-calibration.ts';
import { measureInt8 } from '../sim/sparsity/int8/int8-calibration-of.ts';
import { measureTable } from '../sim/sparsity/measure-table.ts';
import { pointList, ungatedPoints } from '../sim/sparsity/point-list.ts';
import { encodeTable } from '../sim/sparsity/table-codec.ts';
import { samplesAt } from '../sim/sparsity/table-data.ts';
import { tableFolder } from '../sim/sparsity/table-folder.ts';

const calibrationSamples = 1000;
const brotliQuality = 11;

const { values } = parseArgs({ options: { check: { type: 'boolean' }, threads: { type: 'string' } } });
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
  await makeTables(join(models, model), basename(model, '.onnx'));
}
for (const file of readdirSync(folder).filter(
  (name) => /\.(table|gates\.json|int8\.json)$/.test(name) && !made.has(name),
)) {
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
    for (let p = 0; p < table.points.length; p++) {
      const classes = table.topClass.subarray(p * table.sampleCount, (p + 1) * table.sampleCount);
      const right = classes.reduce((sum, top, i) => sum + (top === table.labels[i] ? 1 : 0), 0);
      const share = ((100 * right) / table.sampleCount).toFixed(2);
      console.log(`${name} ${request.numericForm} ${table.data} ${table.points[p]!.id}: ${share}%`);
    }
    const form = request.numericForm === 'fp32' ? '' : `${request.numericForm}.`;
    keep(`${name}.${form}${request.data}-${request.split}.table`, encodeTable(table, brotliQuality));
  }
}

async function calibrate(network: Network): Promise<GateCalibration> {
  const positions = Array.from({ length: calibrationSamples }, (_, i) => i);
  return calibrateGates(
    network,
    await createExecutor(network),
    samplesAt('degraded-mnist', 'validation', positions),
  );
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
