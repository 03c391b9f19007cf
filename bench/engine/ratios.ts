import type { Timed } from './outcome.ts';
import type { Rounds } from './run-rounds.ts';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const rate = ({ events, cpuS }: Timed) => events / cpuS;

/** Median rate per CPU second; null where the contestant was not there. */
export function medianRate({ timed }: Rounds, id: string): number | null {
  const runs = timed.get(id);
  return runs && runs.length > 0 ? median(runs.map(rate)) : null;
}

/**
 * Median over the rounds of the ratio inside a round; against several, the fastest of that round.
 * @returns null where one side was not there
 */
export function medianRatio({ timed }: Rounds, id: string, against: readonly string[]): number | null {
  const ratios = (timed.get(id) ?? []).flatMap((run, round) => {
    const rates = against.flatMap((peer) => timed.get(peer)?.[round] ?? []).map(rate);
    return rates.length > 0 ? [rate(run) / Math.max(...rates)] : [];
  });
  return ratios.length > 0 ? median(ratios) : null;
}
