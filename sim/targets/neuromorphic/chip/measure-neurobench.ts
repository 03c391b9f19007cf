import {
  NeuroBenchMeter,
  type NeuroBenchRun,
  type NeuroBenchStatic,
  neuroBenchStatic,
} from '../../../network/spiking/neurobench-metrics.ts';
import { compileNetwork } from './compile-network.ts';
import type { SpikeJob } from './simulate-network.ts';
import { SpikeRun } from './spike-run.ts';

/** NeuroBench's metrics of a network, and of one sample of it. */
export type NeuroBenchMetrics = NeuroBenchStatic & NeuroBenchRun;

/**
 * Runs a placed network once more and counts what NeuroBench counts; the steps of the run are one sample. A membrane update is a
 * potential that has changed in a step; neurons that send on what arrives have none.
 */
export function measureNeuroBench({
  graph,
  design,
  placement,
  steps,
  stimulus,
  seed = 1,
}: Pick<SpikeJob, 'graph' | 'design' | 'placement' | 'steps' | 'stimulus' | 'seed'>): NeuroBenchMetrics {
  const network = compileNetwork(graph, design, placement);
  const run = new SpikeRun(graph, design, network, { stimulus, seed });
  const meter = new NeuroBenchMeter(graph);
  const { neuronOfSlot, neurons } = network;
  const values = new Float64Array(neurons);
  let first = 0;
  const sent = graph.populations.map(({ size }) => {
    first += size;
    return values.subarray(first - size, first);
  });
  const before = Float64Array.from(run.state.potential);
  for (let step = 0; step < steps; step++) {
    run.step();
    const { firedCount, firedSlot, firedValue, potential } = run.state;
    values.fill(0);
    for (let k = 0; k < firedCount; k++) values[neuronOfSlot[firedSlot[k]!]!] = firedValue[k]!;
    let updates = 0;
    for (let slot = 0; slot < neurons; slot++)
      if (potential[slot] !== before[slot]) {
        updates++;
        before[slot] = potential[slot]!;
      }
    meter.step(sent, updates);
  }
  meter.endSample();
  return { ...neuroBenchStatic(graph), ...meter.run };
}
