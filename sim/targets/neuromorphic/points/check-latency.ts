import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import { InputError, type InputIssue } from '../../../schema/input-error.ts';
import type { ChipTarget } from '../chip/chip-target.ts';
import type { LatencyRange } from '../codes/latency-graph.ts';

/**
 * Holds a latency code against what the neurons of a chip hold whose current lasts: potentials, arrivals in a step, weights as a number
 * of its bits times a power of two, rest after a spike. Bounds are of any image.
 * @throws InputError E_DOES_NOT_FIT with the numbers of each that is too much
 */
export function checkLatency(graph: SpikingGraph, range: LatencyRange, target: ChipTarget): void {
  const { id, lastingCurrent: limits, weightBits } = target;
  if (!limits) return;
  const faults: string[] = [];
  const held = (what: string, needed: number, bits: number | null) => {
    if (bits !== null && needed >= 2 ** (bits - 1))
      faults.push(`${what} may be ${needed}; ${id} holds less than ${2 ** (bits - 1)} (${bits} bits)`);
  };
  held('a potential', range.potential, limits.potentialBits);
  held('what arrives in one step', range.input, limits.inputBits);
  if (limits.refractorySteps !== null && range.rests > limits.refractorySteps)
    faults.push(
      `a neuron rests for ${range.rests} steps after its spike; ${id} allows ${limits.refractorySteps}`,
    );
  if (limits.weightShift !== null) {
    const shift = widestShift(graph, weightBits ?? 8);
    if (shift > limits.weightShift)
      faults.push(
        `a weight is multiplied by 2^${shift}; ${id} allows up to 2^${limits.weightShift} beside its ${weightBits ?? 8} bits`,
      );
  }
  if (faults.length === 0) return;
  throw new InputError(
    faults.map(
      (message): InputIssue => ({
        file: '',
        line: 0,
        column: 0,
        code: 'E_DOES_NOT_FIT',
        path: '',
        message: `${message}.`,
        hint: 'Tell values by fewer times.',
      }),
    ),
  );
}

/** The largest power of two that a weight has to be multiplied by, once it is a whole number of so many bits. */
function widestShift({ projections }: SpikingGraph, bits: number): number {
  const most = 2 ** (bits - 1);
  let shift = 0;
  for (const { synapses } of projections)
    for (const weight of synapses.weight) while (Math.abs(weight) >= most * 2 ** shift) shift++;
  return shift;
}
