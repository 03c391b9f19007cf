import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';
import { chipCounterNames } from '../../../sim/targets/neuromorphic/points/chip-counters.ts';
import type { Dice } from './dice.ts';

/**
 * Counters of converted networks: events grow with the steps, so that going on from a reading never costs less than nothing; a
 * level has its cores, a mask takes some of them and some events away, and higher thresholds events alone.
 */
export function drawChipCounters(
  dice: Dice,
  points: readonly OperatingPoint[],
  samples: number,
): Float64Array {
  const width = chipCounterNames.length;
  const counters = new Float64Array(points.length * samples * width);
  const perStep = Array.from({ length: samples }, () => dice.whole(1, 5000));
  const cores = new Map<string, number>();
  points.forEach(({ levels, steps = 1, times, mask, thresholdFactor = 1 }, p) => {
    const level = `${levels.join()} ${times ?? ''}`;
    const all = cores.get(level) ?? dice.whole(1, 40);
    cores.set(level, all);
    const left = (mask ? 1 - mask.share : 1) / thresholdFactor;
    for (let s = 0; s < samples; s++) {
      const synapticEvents = Math.floor(perStep[s]! * left) * steps;
      const spikes = Math.floor(perStep[s]! / 7) * steps;
      const counts: Record<(typeof chipCounterNames)[number], number> = {
        accesses: 100 * steps,
        updates: 60 * steps,
        spikes,
        messages: 2 * spikes,
        hops: 3 * spikes,
        synapticEvents,
        meshPs: 1000 * steps + 20 * synapticEvents,
        waitPs: 50 * steps,
        cores: mask ? Math.max(1, all - 1) : all,
        masked: thresholdFactor === 1 ? Math.ceil(100 * (mask?.share ?? 0)) : 100,
      };
      counters.set(
        chipCounterNames.map((name) => counts[name]),
        (p * samples + s) * width,
      );
    }
  });
  return counters;
}
