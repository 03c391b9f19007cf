import { RandomStream } from '../../engine/random/random-stream.ts';
import { loadGraph } from '../../network/load-graph.ts';
import type { Network } from '../../network/network.ts';
import { requireWeights } from '../../network/require-weights.ts';
import { InputError } from '../../schema/input-error.ts';
import { wilson } from '../../statistics/wilson.ts';
import { atIntervalEnd, type IntervalEnd } from '../../targets/neuromorphic/chip/at-interval-end.ts';
import { loadChipTarget } from '../../targets/neuromorphic/chip/load-chip-target.ts';
import type { SpikingChipProfile } from '../../targets/neuromorphic/chip/spiking-chip-schema.ts';
import { conversionAccuracy } from '../../targets/neuromorphic/conversion-accuracy.ts';
import { floatLayers } from '../../targets/neuromorphic/float-layers.ts';
import { balanceOnChip } from '../../targets/neuromorphic/points/balance-on-chip.ts';
import { chipCost, chipTotals } from '../../targets/neuromorphic/points/chip-cost.ts';
import { conversionFor } from '../../targets/neuromorphic/points/chip-request.ts';
import { chipRuntimes } from '../../targets/neuromorphic/points/chip-runtimes.ts';
import { convertedGraph } from '../../targets/neuromorphic/points/converted-graph.ts';
import { maskGroups } from '../../targets/neuromorphic/points/mask-groups.ts';
import { findChip } from '../../targets/neuromorphic/points/obtain-chip.ts';
import {
  type OpenedChipRequest,
  openChipRequest,
} from '../../targets/neuromorphic/points/open-chip-request.ts';
import { placeConverted } from '../../targets/neuromorphic/points/place-converted.ts';
import { PointSimulator } from '../../targets/neuromorphic/points/point-simulator.ts';
import { calibrationImages } from '../../targets/neuromorphic/spike-recipe.ts';
import { si } from '../../targets/quantity.ts';
import { degradedMnist, pixels } from '../../workload/degraded-mnist/dataset.ts';
import type { ChipQuestion } from './chip-question.ts';
import type { Predicted } from './predicted.ts';
import { refusedOr } from './refused-or.ts';
import type { StepCost } from './step-cost.ts';

/** Images that are simulated: what an inference takes varies by a tenth or so from image to image. */
const inputs = 5;

/** A network of numbers, converted to a code of the chip and simulated at one of its points. */
export async function predictConverted(
  question: ChipQuestion,
  profile: SpikingChipProfile,
): Promise<Predicted> {
  const network = requireWeights(await loadGraph(question.network));
  const runtimes = chipRuntimes(profile);
  const runtime = question.runtime ?? Object.keys(runtimes)[0];
  if (runtime === undefined)
    throw new InputError([
      fault('E_NO_CODE', `${profile.id} runs no code that networks are converted to.`, []),
    ]);
  const head = { id: network.name, point: question.point ?? null, runtime, steps: 0 };
  return refusedOr(head, async () => {
    const opened = await openChipRequest(question.network, network, question.target, runtime);
    return simulated(question, profile, network, runtime, opened);
  });
}

const fault = (code: string, message: string, allowed: readonly string[]) => ({
  file: '',
  line: 0,
  column: 0,
  code,
  path: '',
  message,
  ...(allowed.length > 0 ? { allowed } : {}),
});

async function simulated(
  question: ChipQuestion,
  profile: SpikingChipProfile,
  network: Network,
  runtime: string,
  { request, leftOut }: OpenedChipRequest,
): Promise<Predicted> {
  const { points, target, form } = request;
  const ids = points.map(({ id }) => id);
  const p = question.point === undefined ? 0 : ids.indexOf(question.point);
  const point = points[p];
  if (!point || point.steps === undefined)
    throw new InputError([
      fault('E_UNKNOWN_POINT', `"${question.point}" is no point of ${network.name} on ${profile.id}.`, ids),
    ]);
  const { steps } = point;
  const layers = floatLayers(network, point);
  const isDigits = network.input.shape.slice(1).reduce((a, b) => a * b, 1) === pixels;
  const stored = isDigits ? await findChip(request) : null;
  const groups = maskGroups(points);
  const at = groups.findIndex(({ group }) => group.includes(p));
  const conversion = conversionFor(target, form);
  const images = isDigits ? degradedMnist('validation', 0, inputs).images : noise(network, inputs);
  const train = isDigits
    ? degradedMnist('train', 0, calibrationImages).images
    : noise(network, calibrationImages);
  const balance =
    stored?.tables.balances[at] ??
    balanceOnChip(layers, target, form, train, calibrationImages, groups[at]!.ranked, point.mask);
  const converted = convertedGraph(layers, conversion, balance, point);
  const mapping = placeConverted(converted, target);
  const size = images.length / inputs;
  const { host } = chipRuntimes(profile)[runtime]!;
  const hostAt = (end: IntervalEnd) => (host ? si(atIntervalEnd(host, end)) : 0);
  const atEnd = async (end: IntervalEnd): Promise<readonly StepCost[]> => {
    const chip = await loadChipTarget(question.target, false, end);
    const simulator = new PointSimulator(chip, converted, mapping.placement);
    return Array.from({ length: inputs }, (_, i): StepCost => {
      const [run] = simulator.run(images.subarray(i * size, (i + 1) * size), [steps]);
      const cost = chipCost(chip, run!.counters, steps);
      const hostS = hostAt(end);
      return {
        ...cost,
        timeS: chipTotals(cost).timeS + hostS,
        staticJ: cost.staticJ + cost.staticAtRestJ + hostS * (chip.power.baseW ?? 0),
        counts: run!.counters,
      };
    });
  };
  const costs = { low: await atEnd('low'), central: await atEnd('central'), high: await atEnd('high') };
  const neurons = mapping.placement.core.length;
  const synapses = mapping.cores.reduce((sum, core) => sum + core.synapses, 0);
  return {
    network: { id: network.name, neurons, synapses, point: point.id },
    runtime,
    steps,
    input: isDigits ? 'images of degraded MNIST' : 'random grey values',
    inputs,
    mapping,
    costs,
    accuracy: accuracyOf(stored?.tables.test, p),
    notes: [
      ...leftOut.map((each) => `${each.level} does not fit: ${each.why}`),
      `points: ${ids.join(', ')} (--point)`,
      ...(isDigits ? [] : ['events are those of noise: no data of this network is known']),
    ],
  };
}

function accuracyOf(
  table: Parameters<typeof conversionAccuracy>[0] | undefined,
  p: number,
): Extract<Predicted, { costs: unknown }>['accuracy'] {
  const row = table && conversionAccuracy(table)[p];
  if (!row) return null;
  const value = row.spikingCorrect / row.samples;
  const { low, high } = wilson(value, row.samples);
  return { value, low, high, before: row.referenceCorrect / row.samples, samples: row.samples };
}

function noise({ input }: Network, count: number): Uint8Array {
  const draws = new RandomStream(1, 'predict', 'grey values');
  const size = input.shape.slice(1).reduce((a, b) => a * b, 1);
  return Uint8Array.from({ length: size * count }, (_, i) => draws.integer(i, 256));
}
