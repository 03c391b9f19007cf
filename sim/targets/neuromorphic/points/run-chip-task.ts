import { loadNetwork } from '../../../network/onnx/load-network.ts';
import { throwIfGivenUp } from '../../../sweep/given-up.ts';
import { degradedMnist, degradedMnistAt, pixels } from '../../../workload/degraded-mnist/dataset.ts';
import { loadChipTarget } from '../chip/load-chip-target.ts';
import type { FloatLayer } from '../float-layer.ts';
import { floatLayers } from '../float-layers.ts';
import { referenceForward } from '../reference-forward.ts';
import { calibrationImages } from '../spike-recipe.ts';
import { balanceOnChip } from './balance-on-chip.ts';
import { chipCounterNames } from './chip-counters.ts';
import { conversionFor } from './chip-request.ts';
import type { ChipPart, ChipTask } from './chip-task.ts';
import { type ChipBalance, convertedGraph } from './converted-graph.ts';
import { groupPoints } from './group-points.ts';
import { placeConverted } from './place-converted.ts';
import { PointSimulator } from './point-simulator.ts';

type RunTask = Extract<ChipTask, { kind: 'run' }>;

interface Ready {
  readonly key: string;
  readonly layers: readonly FloatLayer[];
  /** By index of the point; points that are read from one run share theirs. */
  readonly simulators: ReadonlyMap<PointSimulator, readonly number[]>;
}

// Consecutive tasks are mostly of the same points: converting and placing them is done once.
let ready: Ready | null = null;

/** Balances a level of a network, or simulates its spikes on some samples. @throws Error for a changed file */
export async function runChipTask(task: ChipTask): Promise<ChipBalance | ChipPart> {
  if (task.kind === 'run') return runSamples(task, await readyFor(task));
  const { images, count } = degradedMnist('train', 0, calibrationImages);
  const target = await loadChipTarget(task.chip, false);
  return balanceOnChip(await layersOf(task), target, task.form, images, count, task.ranked, task.points[0]!);
}

async function layersOf(task: ChipTask): Promise<readonly FloatLayer[]> {
  const network = await loadNetwork(task.modelFile);
  if (network.hash !== task.networkHash)
    throw new Error(`${task.modelFile}: the file has changed since the run began; start it again`);
  return floatLayers(network, task.points[0]!);
}

async function readyFor(task: RunTask): Promise<Ready> {
  const { networkHash, points, balance, chip, form } = task;
  const key = JSON.stringify([networkHash, points, balance, chip, form]);
  if (ready?.key === key) return ready;
  const layers = await layersOf(task);
  const target = await loadChipTarget(chip, false);
  const simulators = new Map<PointSimulator, readonly number[]>();
  for (const indices of groupPoints(points, ({ deltaThreshold }) => deltaThreshold ?? null)) {
    const converted = convertedGraph(layers, conversionFor(target, form), balance, points[indices[0]!]!);
    const { placement } = placeConverted(converted, target);
    simulators.set(new PointSimulator(target, converted, placement), indices);
  }
  ready = { key, layers, simulators };
  return ready;
}

function runSamples({ points, split, positions }: RunTask, { layers, simulators }: Ready): ChipPart {
  const samples = degradedMnistAt(split, positions);
  const { count } = samples;
  const width = chipCounterNames.length;
  const part: ChipPart = {
    labels: samples.labels,
    conditions: samples.conditions,
    referenceTopClass: new Uint8Array(count),
    topClass: new Uint8Array(points.length * count),
    confidence: new Uint16Array(points.length * count),
    spikeCounters: new Float64Array(points.length * count * width),
  };
  const stepsOf = (p: number) => points[p]!.steps!;
  for (let i = 0; i < count; i++) {
    throwIfGivenUp();
    const image = samples.images.subarray(i * pixels, (i + 1) * pixels);
    for (const [simulator, indices] of simulators) {
      const steps = indices.map(stepsOf).sort((a, b) => a - b);
      const runs = simulator.run(image, steps);
      for (const p of indices) {
        const { topClass, confidence, counters } = runs[steps.indexOf(stepsOf(p))]!;
        const at = p * count + i;
        part.topClass[at] = topClass;
        part.confidence[at] = Math.round(confidence * 65535);
        part.spikeCounters.set(
          chipCounterNames.map((name) => counters[name]),
          at * width,
        );
      }
    }
    const outputs = referenceForward(layers, image).at(-1)!;
    part.referenceTopClass[i] = outputs.indexOf(Math.max(...outputs));
  }
  return part;
}
