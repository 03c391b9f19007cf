/**
 * Simulates the spikes of the ladder network on Loihi 1 and writes scenarios/tables/NAME.spikes:
 *
 *     node --import tsx tools/measure-spikes.ts [--model FILE] [--samples N] [--threads N] [--check]
 *
 * Prints what conversion to spikes costs in accuracy, on the same images, and what an inference costs on the chip.
 * With `--check` nothing is written: the exit code is 1 when the shipped file holds other numbers.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadNetwork } from '../sim/network/onnx/load-network.ts';
import { packageRoot } from '../sim/package-root.ts';
import { tableFolder } from '../sim/sparsity/table-folder.ts';
import { wilson } from '../sim/statistics/wilson.ts';
import { conversionAccuracy } from '../sim/targets/neuromorphic/conversion-accuracy.ts';
import { inferenceCost, totals } from '../sim/targets/neuromorphic/inference-cost.ts';
import { loadChip } from '../sim/targets/neuromorphic/load-chip.ts';
import { measureSpikes } from '../sim/targets/neuromorphic/measure-spikes.ts';
import { readSpikeCounters, spikeCounterNames } from '../sim/targets/neuromorphic/spike-counters.ts';
import { decodeSpikes, encodeSpikes } from '../sim/targets/neuromorphic/spike-file.ts';
import { defaultSampleCount, steps } from '../sim/targets/neuromorphic/spike-recipe.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx') },
    samples: { type: 'string', default: String(defaultSampleCount) },
    threads: { type: 'string' },
    check: { type: 'boolean' },
  },
});
if (!process.env['SPARSEWATT_SKIP_BUILD']) {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], {
    cwd: packageRoot(),
    stdio: 'inherit',
  });
}
const network = await loadNetwork(values.model);
const { profile, timing } = await loadChip('loihi-1');
const runtime = Object.values(profile.runtimes)[0]!;
const tables = await measureSpikes({
  modelFile: values.model,
  network,
  chip: timing,
  sampleCount: Number(values.samples),
  threads: values.threads === undefined ? undefined : Number(values.threads),
  onProgress: (done, total) => process.stderr.write(`\r${done} of ${total} inferences`),
});
process.stderr.write('\n');

const share = (hits: number, of: number) => {
  const { low, high } = wilson(hits / of, of);
  return `${(100 * (hits / of)).toFixed(1)}% (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
};
for (const table of [tables.validation, tables.test]) {
  for (const [p, row] of conversionAccuracy(table).entries()) {
    const mean = new Float64Array(spikeCounterNames.length);
    for (let i = 0; i < table.sampleCount; i++) {
      const at = (p * table.sampleCount + i) * mean.length;
      for (let k = 0; k < mean.length; k++) mean[k]! += table.spikeCounters[at + k]! / table.sampleCount;
    }
    const { timeS, energyJ } = totals(inferenceCost(profile, runtime, readSpikeCounters(mean), steps));
    console.log(
      `${table.data} ${row.point}, ${row.samples} images: real numbers ${share(row.referenceCorrect, row.samples)}, spikes ${share(row.spikingCorrect, row.samples)}, alike ${share(row.agree, row.samples)}; ${Math.round(mean[0]!)} spikes, ${Math.round(mean[4]! + mean[5]! + mean[6]!)} synaptic events, ${(timeS * 1e3).toFixed(2)} ms, ${(energyJ * 1e3).toFixed(3)} mJ`,
    );
  }
}
const file = join(tableFolder(), `${basename(values.model, '.onnx')}.spikes`);
const bytes = encodeSpikes(tables);
if (values.check) {
  const same = Buffer.from(encodeSpikes(decodeSpikes(readFileSync(file), file))).equals(bytes);
  console.log(same ? `${file}: equal` : `${file}: differs`);
  process.exitCode = same ? 0 : 1;
} else {
  mkdirSync(tableFolder(), { recursive: true });
  writeFileSync(file, bytes);
  console.log(`${file}: ${bytes.length} bytes`);
}
