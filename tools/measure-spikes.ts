/**
 * Simulates the spikes of the ladder network and writes scenarios/tables/NAME.spikes (the older model of Loihi 1) and
 * NAME.CHIP.CODE.spikes (codes of any chip for spikes):
 *
 *     node --import tsx tools/measure-spikes.ts [--model FILE] [--target CHIP [--runtime CODE]] [--samples N] [--threads N] [--check]
 *
 * Prints what conversion to spikes costs in accuracy, on the same images, and what an inference costs on the chip.
 * With `--check` nothing is written: the exit code is 1 when a shipped file holds other numbers. All shipped tables take
 * some three quarters of an hour on two cores.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../sim/package-root.ts';
import { defaultSampleCount } from '../sim/targets/neuromorphic/spike-recipe.ts';
import { measureChipTable } from './spikes/measure-chip-table.ts';
import { measureLoihi } from './spikes/measure-loihi.ts';

/** Tables that are committed; others are simulated where they are needed, and kept in the cache. */
const shipped = [
  ['loihi-1', 'nxsdk-rate16'],
  ['loihi-1', 'latency'],
  ['loihi-2', 'rate'],
  ['loihi-2', 'sigma-delta'],
  ['loihi-2', 'latency'],
  ['speck-2', 'rate'],
  ['spinnaker-1', 'rate'],
] as const;

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx') },
    target: { type: 'string' },
    runtime: { type: 'string' },
    samples: { type: 'string', default: String(defaultSampleCount) },
    threads: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
});
if (!process.env['SPARSEWATT_SKIP_BUILD']) {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], {
    cwd: packageRoot(),
    stdio: 'inherit',
  });
}
const options = {
  model: values.model,
  samples: Number(values.samples),
  threads: values.threads === undefined ? undefined : Number(values.threads),
  check: values.check,
};
const listed = shipped.filter(
  ([chip, runtime]) => chip === (values.target ?? chip) && runtime === (values.runtime ?? runtime),
);
const asked: readonly (readonly [string, string])[] =
  listed.length === 0 && values.target && values.runtime ? [[values.target, values.runtime]] : listed;
for (const [chip, runtime] of asked) {
  if (runtime === 'nxsdk-rate16') await measureLoihi(options);
  else await measureChipTable(chip, runtime, options);
}
