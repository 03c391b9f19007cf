import { loadNetwork } from '../../network/onnx/load-network.ts';
import { throwIfGivenUp } from '../../sweep/given-up.ts';
import { degradedMnist, degradedMnistAt, pixels } from '../../workload/degraded-mnist/dataset.ts';
import { balanceThresholds } from './balance-thresholds.ts';
import type { Balance } from './convert.ts';
import { convertedOnLoihi } from './converted-on-loihi.ts';
import type { FloatLayer } from './float-layer.ts';
import { floatLayers } from './float-layers.ts';
import { referenceForward } from './reference-forward.ts';
import { SpikeSimulator } from './simulate-spikes.ts';
import { spikeCounterNames } from './spike-counters.ts';
import { calibrationImages, steps } from './spike-recipe.ts';
import type { SpikePart, SpikeTask } from './spike-task.ts';

type RunTask = Extract<SpikeTask, { kind: 'run' }>;

// Consecutive tasks are mostly of one point: converting and placing it is done once.
let ready: { key: string; layers: readonly FloatLayer[]; simulator: SpikeSimulator } | null = null;

/** Balances the thresholds of a point, or simulates the spikes of some samples. @throws Error for a changed file */
export async function runSpikeTask(task: SpikeTask): Promise<Balance | SpikePart> {
  if (task.kind === 'run') return runSamples(task, await simulatorOf(task));
  const layers = await layersOf(task);
  const { images, count } = degradedMnist('train', 0, calibrationImages);
  return balanceThresholds(layers, images, count, steps);
}

async function layersOf(task: SpikeTask): Promise<readonly FloatLayer[]> {
  const network = await loadNetwork(task.modelFile);
  if (network.hash !== task.networkHash) {
    throw new Error(`${task.modelFile}: the file has changed since the run began; start it again`);
  }
  return floatLayers(network, task.point);
}

async function simulatorOf(task: RunTask): Promise<NonNullable<typeof ready>> {
  const key = JSON.stringify([task.networkHash, task.point, task.balance, task.chip]);
  if (ready?.key !== key) {
    const layers = await layersOf(task);
    const { balance, point, chip } = task;
    const { network, mapping } = convertedOnLoihi(layers, balance, point.id, chip.limits);
    ready = { key, layers, simulator: new SpikeSimulator(network, mapping, task.chip.times) };
  }
  return ready;
}

function runSamples(task: RunTask, { layers, simulator }: NonNullable<typeof ready>): SpikePart {
  const samples = degradedMnistAt(task.split, task.positions);
  const { count } = samples;
  const part: SpikePart = {
    labels: samples.labels,
    conditions: samples.conditions,
    topClass: new Uint8Array(count),
    confidence: new Uint16Array(count),
    spikesIn: new Uint32Array(count * layers.length),
    events: new Uint32Array(count * layers.length),
    spikeCounters: new Float64Array(count * spikeCounterNames.length),
    referenceTopClass: new Uint8Array(count),
  };
  for (let i = 0; i < count; i++) {
    throwIfGivenUp();
    const image = samples.images.subarray(i * pixels, (i + 1) * pixels);
    const run = simulator.run(image);
    part.topClass[i] = run.topClass;
    part.confidence[i] = Math.round(run.confidence * 65535);
    part.spikesIn.set(run.spikesIn, i * layers.length);
    part.events.set(run.events, i * layers.length);
    part.spikeCounters.set(
      spikeCounterNames.map((name) => run.counters[name]),
      i * spikeCounterNames.length,
    );
    const outputs = referenceForward(layers, image).at(-1)!;
    part.referenceTopClass[i] = outputs.indexOf(Math.max(...outputs));
  }
  return part;
}
