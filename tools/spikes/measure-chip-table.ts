import { basename } from 'node:path';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { conversionAccuracy } from '../../sim/targets/neuromorphic/conversion-accuracy.ts';
import { chipCost, chipTotals } from '../../sim/targets/neuromorphic/points/chip-cost.ts';
import { chipCounterNames, readChipCounters } from '../../sim/targets/neuromorphic/points/chip-counters.ts';
import { measureChip } from '../../sim/targets/neuromorphic/points/measure-chip.ts';
import { openChipRequest } from '../../sim/targets/neuromorphic/points/open-chip-request.ts';
import type { MeasureOptions } from './measure-options.ts';
import { shareText } from './share-text.ts';
import { writeTable } from './write-table.ts';

/** A converted network on a spiking chip (docs/neuromorphic.md): simulates, prints and writes the table of one runtime. */
export async function measureChipTable(
  chip: string,
  runtime: string,
  { model, samples, threads, check }: MeasureOptions,
): Promise<void> {
  const network = await loadNetwork(model);
  const { request, leftOut } = await openChipRequest(model, network, chip, runtime);
  for (const { level, why } of leftOut) console.log(`${chip} ${runtime}: ${level} does not fit: ${why}`);
  const tables = await measureChip({
    ...request,
    sampleCount: samples,
    threads,
    onProgress: (done, total) => process.stderr.write(`\r${done} of ${total} inferences`),
  });
  process.stderr.write('\n');
  for (const table of [tables.validation, tables.test]) {
    for (const [p, row] of conversionAccuracy(table).entries()) {
      const mean = new Float64Array(chipCounterNames.length);
      for (let i = 0; i < table.sampleCount; i++) {
        const at = (p * table.sampleCount + i) * mean.length;
        for (let k = 0; k < mean.length; k++) mean[k]! += table.spikeCounters[at + k]! / table.sampleCount;
      }
      const counters = readChipCounters(mean);
      const { timeS, knownJ } = chipTotals(chipCost(request.target, counters, table.points[p]!.steps!));
      console.log(
        `${chip} ${runtime} ${table.data} ${row.point}, ${row.samples} images: real numbers ${shareText(row.referenceCorrect, row.samples)}, spikes ${shareText(row.spikingCorrect, row.samples)}, alike ${shareText(row.agree, row.samples)}; ${Math.round(counters.spikes)} spikes, ${Math.round(counters.synapticEvents)} synaptic events, ${(timeS * 1e3).toFixed(3)} ms, ${(knownJ * 1e6).toFixed(2)} uJ known`,
      );
    }
  }
  writeTable(tables, `${basename(model, '.onnx')}.${chip}.${request.form}.spikes`, check);
}
