import type { Interval } from '../../targets/target.ts';
import type { SpikeSummary } from './spike-summary.ts';

/** What the intervals of a chip's constants leave open. */
export interface SpikeInterval {
  /** s; null where the time is not known. */
  readonly timeS: Interval | null;
  /** Energy of the parts that are known, and of events alone, J; null where nothing is known of them. */
  readonly knownJ: Interval;
  readonly dynamicJ: Interval | null;
  /** Constants of the chip, and those that have an interval: the others are taken as they are. */
  readonly constants: { readonly all: number; readonly withInterval: number };
}

/**
 * The interval of a run from runs of the same spikes with every constant at its low, its central and its high end. Energies
 * and the closed form of time rise with each constant, so that their ends are bounds; the models with contention are not proven
 * to, so the least and the most of the three are taken.
 */
export function spikeInterval(
  low: SpikeSummary,
  central: SpikeSummary,
  high: SpikeSummary,
  constants: SpikeInterval['constants'],
): SpikeInterval {
  const over = (of: (summary: SpikeSummary) => number | null): Interval | null => {
    const [a, b, c] = [of(low), of(central), of(high)];
    return a === null || b === null || c === null
      ? null
      : { low: Math.min(a, b, c), central: b, high: Math.max(a, b, c) };
  };
  return {
    timeS: over(({ time }) => time?.totalS ?? null),
    knownJ: over(({ energy }) => energy.knownJ)!,
    dynamicJ: over(({ energy }) => energy.dynamicJ),
    constants,
  };
}
