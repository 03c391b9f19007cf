import { createHash } from 'node:crypto';
import type { Network } from '../../../network/network.ts';
import type { OperatingPoint } from '../../../sparsity/operating-point.ts';
import type { OutcomeKey, SpikingForm } from '../../../sparsity/outcome-table.ts';
import { dataHash, type TableSplit } from '../../../sparsity/table-data.ts';
import { hashPoints } from '../../../sparsity/table-key.ts';
import type { PoolThreads } from '../../../sweep/pool.ts';
import type { ChipTarget } from '../chip/chip-target.ts';
import { calibrationImages } from '../spike-recipe.ts';
import { chipCounterNames } from './chip-counters.ts';
import { readSteps } from './chip-points.ts';
import type { ConversionForm } from './converted-graph.ts';

/** A network in a code on a chip, to be simulated on images. */
export interface ChipRequest {
  readonly modelFile: string;
  /** The network of that file. */
  readonly network: Network;
  /** Profile id or file, for worker threads, and what it says. */
  readonly chip: string;
  readonly target: ChipTarget;
  readonly form: SpikingForm;
  /** Those that fit (`chipPoints` of the levels that do). */
  readonly points: readonly OperatingPoint[];
  /** Images of each split. */
  readonly sampleCount: number;
  readonly threads?: PoolThreads | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Inferences simulated, of all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Raised whenever the same network and images may give other counts. */
const version = 1;

/** The conversion for a chip: weights as wide as it holds, up to 8 bits, and steps up to the last reading. */
export function conversionFor(
  { weightBits }: Pick<ChipTarget, 'weightBits'>,
  form: SpikingForm,
): ConversionForm {
  return { form, weightBits: Math.min(8, weightBits ?? 8), steps: Math.max(...readSteps) };
}

/** Key of the table of a split: what its counts are a pure function of. Energies are not among it: they are added later. */
export function chipKey(
  { network, target, form, points }: Pick<ChipRequest, 'network' | 'target' | 'form' | 'points'>,
  split: TableSplit,
  positions: Uint32Array,
): OutcomeKey {
  const { design, limits, tickS, clockless } = target;
  const { width, height, kinds, barrier, coreKind } = design;
  const times = kinds.map(({ axonIn, axonOut, synapses, somas }) => [
    [axonIn, axonOut, ...synapses.map(({ cost }) => cost)].map(({ timeS }) => timeS),
    somas.map(({ access, update, spike }) => [access.timeS, update.timeS, spike.timeS]),
  ]);
  const recipe = [version, conversionFor(target, form), calibrationImages, chipCounterNames];
  const own = [width, height, coreKind.length, barrier, times, limits, tickS];
  const chip = clockless ? [...own, 'clockless'] : own;
  return {
    networkHash: network.hash,
    kernelHash: sha256(JSON.stringify([recipe, chip])),
    dataHash: sha256(dataHash('degraded-mnist', split, positions.length) + JSON.stringify([...positions])),
    pointsHash: hashPoints(points),
    numericForm: form,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
