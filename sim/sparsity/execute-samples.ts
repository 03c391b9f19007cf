import { throwIfGivenUp } from '../sweep/given-up.ts';
import type { Samples } from '../workload/degraded-mnist/dataset.ts';
import type { NetworkExecutor } from './executor.ts';
import type { OperatingPoint } from './operating-point.ts';
import type { OutcomeKey, OutcomeTable } from './outcome-table.ts';

/**
 * Executes samples at every point: a part of an outcome table. A pure function of its arguments when the executor is
 * a reproducible one.
 */
export async function executeSamples(
  executor: NetworkExecutor,
  samples: Samples,
  points: readonly OperatingPoint[],
  about: { readonly key: OutcomeKey; readonly network: string },
): Promise<OutcomeTable> {
  const { count } = samples;
  const layers = executor.layers;
  const cells = points.length * count;
  const table: OutcomeTable = {
    key: about.key,
    network: about.network,
    data: samples.name,
    sampleCount: count,
    points,
    layers,
    labels: samples.labels,
    conditions: samples.conditions,
    topClass: new Uint8Array(cells),
    confidence: new Uint16Array(cells),
    activeInputs: new Uint16Array(cells * layers.length),
    effectiveMacs: new Uint32Array(cells * layers.length),
  };
  for (let p = 0; p < points.length; p++) {
    throwIfGivenUp();
    const outcome = await executor.run(samples.images, count, points[p]!);
    table.topClass.set(outcome.topClass, p * count);
    table.confidence.set(outcome.confidence, p * count);
    table.activeInputs.set(outcome.activeInputs, p * count * layers.length);
    table.effectiveMacs.set(outcome.effectiveMacs, p * count * layers.length);
  }
  return table;
}
