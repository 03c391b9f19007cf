import { loadGraph } from '../../network/load-graph.ts';
import type { Network } from '../../network/network.ts';
import { requireWeights } from '../../network/require-weights.ts';
import { InputError } from '../../schema/input-error.ts';
import { wilson } from '../../statistics/wilson.ts';
import { atIntervalEnd, type IntervalEnd } from '../../targets/neuromorphic/chip/at-interval-end.ts';
import type { ChipProfile } from '../../targets/neuromorphic/chip/chip-of.ts';
import { loadChipTarget } from '../../targets/neuromorphic/chip/load-chip-target.ts';
import { conversionAccuracy } from '../../targets/neuromorphic/conversion-accuracy.ts';
import { chipCost, chipTotals } from '../../targets/neuromorphic/points/chip-cost.ts';
import { chipRuntimes } from '../../targets/neuromorphic/points/chip-runtimes.ts';
import { hostNote } from '../../targets/neuromorphic/points/host-note.ts';
import { type OpenedConverted, openConverted } from '../../targets/neuromorphic/points/open-converted.ts';
import { PointSimulator } from '../../targets/neuromorphic/points/point-simulator.ts';
import { si } from '../../targets/quantity.ts';
import type { ChipQuestion } from './chip-question.ts';
import type { Predicted } from './predicted.ts';
import { refusedOr } from './refused-or.ts';
import type { StepCost } from './step-cost.ts';

/** Images that are simulated: what an inference takes varies by a tenth or so from image to image. */
const inputs = 5;

/** A network of numbers, converted to a code of the chip and simulated at one of its points. */
export async function predictConverted(question: ChipQuestion, profile: ChipProfile): Promise<Predicted> {
  const network = requireWeights(await loadGraph(question.network));
  const runtimes = chipRuntimes(profile);
  const runtime = question.runtime ?? Object.keys(runtimes)[0];
  if (runtime === undefined)
    throw new InputError([
      {
        file: '',
        line: 0,
        column: 0,
        code: 'E_NO_CODE',
        path: '',
        message: `${profile.id} runs no code that networks are converted to.`,
      },
    ]);
  const head = { id: network.name, point: question.point ?? null, runtime, steps: 0 };
  return refusedOr(head, async () => {
    const { network: file, target, point } = question;
    const opened = await openConverted(file, network, target, runtime, point, inputs);
    return simulated(question, profile, network, runtime, opened);
  });
}

async function simulated(
  question: ChipQuestion,
  profile: ChipProfile,
  network: Network,
  runtime: string,
  { request, leftOut, point, index, converted, mapping, tables, images, isDigits }: OpenedConverted,
): Promise<Predicted> {
  const { steps } = point;
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
        neuronsJ: cost.neuronsJ + cost.resetJ,
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
    accuracy: accuracyOf(tables?.test, index),
    notes: [
      ...(profile.class === 'neuromorphic' ? [hostNote] : []),
      ...leftOut.map((each) => `${each.level} does not fit: ${each.why}`),
      `points: ${request.points.map(({ id }) => id).join(', ')} (--point)`,
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
