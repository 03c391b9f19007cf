import { basename } from 'node:path';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { conversionAccuracy } from '../../sim/targets/neuromorphic/conversion-accuracy.ts';
import { inferenceCost, totals } from '../../sim/targets/neuromorphic/inference-cost.ts';
import { loadChip } from '../../sim/targets/neuromorphic/load-chip.ts';
import { measureSpikes } from '../../sim/targets/neuromorphic/measure-spikes.ts';
import { readSpikeCounters, spikeCounterNames } from '../../sim/targets/neuromorphic/spike-counters.ts';
import { steps } from '../../sim/targets/neuromorphic/spike-recipe.ts';
import type { MeasureOptions } from './measure-options.ts';
import { shareText } from './share-text.ts';
import { writeTable } from './write-table.ts';

/** The older model of Loihi 1 (docs/loihi.md): simulates, prints and writes its table. */
export async function measureLoihi({ model, samples, threads, check }: MeasureOptions): Promise<void> {
  const network = await loadNetwork(model);
  const { profile, timing } = await loadChip('loihi-1');
  const runtime = Object.values(profile.runtimes)[0]!;
  const tables = await measureSpikes({
    modelFile: model,
    network,
    chip: timing,
    sampleCount: samples,
    threads: threads,
    onProgress: (done, total) => process.stderr.write(`\r${done} of ${total} inferences`),
  });
  process.stderr.write('\n');

  for (const table of [tables.validation, tables.test]) {
    for (const [p, row] of conversionAccuracy(table).entries()) {
      const mean = new Float64Array(spikeCounterNames.length);
      for (let i = 0; i < table.sampleCount; i++) {
        const at = (p * table.sampleCount + i) * mean.length;
        for (let k = 0; k < mean.length; k++) mean[k]! += table.spikeCounters[at + k]! / table.sampleCount;
      }
      const { timeS, energyJ } = totals(inferenceCost(profile, runtime, readSpikeCounters(mean), steps));
      console.log(
        `${table.data} ${row.point}, ${row.samples} images: real numbers ${shareText(row.referenceCorrect, row.samples)}, spikes ${shareText(row.spikingCorrect, row.samples)}, alike ${shareText(row.agree, row.samples)}; ${Math.round(mean[0]!)} spikes, ${Math.round(mean[4]! + mean[5]! + mean[6]!)} synaptic events, ${(timeS * 1e3).toFixed(2)} ms, ${(energyJ * 1e3).toFixed(3)} mJ`,
      );
    }
  }
  writeTable(tables, `${basename(model, '.onnx')}.spikes`, check);
}
