import type { IntervalEnd } from '../../targets/neuromorphic/chip/at-interval-end.ts';
import type { ChipTarget } from '../../targets/neuromorphic/chip/chip-target.ts';
import type { ChipPrediction } from './chip-prediction.ts';
import type { StepCost } from './step-cost.ts';

/**
 * Means over some inferences, each taken at the low, the central and the high end of every constant's interval. Time in the
 * closed form and energy rise with each constant, so that the ends are bounds.
 */
export function overEnds(
  costs: Readonly<Record<IntervalEnd, readonly StepCost[]>>,
  { unknown, timeKnown }: Pick<ChipTarget, 'unknown' | 'timeKnown'>,
): Pick<ChipPrediction, 'latencyMs' | 'energyJ' | 'energyByCause' | 'counts'> {
  const mean = (end: IntervalEnd, of: (cost: StepCost) => number) =>
    costs[end].reduce((sum, cost) => sum + of(cost), 0) / costs[end].length;
  const over = (of: (cost: StepCost) => number) => ({
    low: mean('low', of),
    central: mean('central', of),
    high: mean('high', of),
  });
  const known = (what: string, of: (cost: StepCost) => number) =>
    unknown.includes(what) ? null : mean('central', of);
  const staticJ = (cost: StepCost) => (timeKnown ? cost.staticJ : 0);
  const byCause = {
    synapses: known('synaptic events', ({ synapsesJ }) => synapsesJ),
    neurons: known('neuron updates', ({ neuronsJ }) => neuronsJ),
    messages: known('messages', ({ messagesJ }) => messagesJ),
    static: timeKnown ? known('static power', staticJ) : null,
  };
  const isKnown = Object.values(byCause).some((joules) => joules !== null);
  const count = (name: keyof StepCost['counts']) => mean('central', ({ counts }) => counts[name]);
  return {
    latencyMs: timeKnown ? over(({ timeS }) => timeS * 1e3) : null,
    energyJ: isKnown ? over((cost) => cost.synapsesJ + cost.neuronsJ + cost.messagesJ + staticJ(cost)) : null,
    energyByCause: isKnown ? byCause : null,
    counts: {
      spikes: count('spikes'),
      updates: count('updates'),
      messages: count('messages'),
      hops: count('hops'),
      synapticEvents: count('synapticEvents'),
    },
  };
}
