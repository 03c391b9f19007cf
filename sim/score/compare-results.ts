import type { Estimate } from '../statistics/estimate.ts';
import { pairedBootstrap } from '../statistics/paired-bootstrap.ts';
import type { RunResult, SeedResult } from './run-result.ts';

/** A quantity of two rows: both means over the seeds, and the difference (second less first) with its interval. */
export interface PairedDifference {
  readonly a: number;
  readonly b: number;
  readonly difference: Estimate;
  /** The 95% interval of the difference leaves 0 out. With one seed there is no interval, and nothing is certain. */
  readonly certain: boolean;
}

/** Two rows under common random numbers. Null where one of them has no such value in some seed. */
export interface ResultDifference {
  readonly energyPerInferenceJ: PairedDifference | null;
  readonly latencyP95Ms: PairedDifference | null;
  readonly accuracy: PairedDifference | null;
  readonly lostShare: PairedDifference | null;
  readonly regretPerInferenceJ: PairedDifference | null;
  readonly switches: PairedDifference | null;
  readonly emissionsPerInferenceG: PairedDifference | null;
}

const quantities: Readonly<Record<keyof ResultDifference, (seed: SeedResult) => number | null>> = {
  energyPerInferenceJ: (seed) => per(seed.energyJ, seed.ended),
  latencyP95Ms: (seed) => seed.latencyP95Ms,
  accuracy: (seed) => per(seed.correct, seed.requests),
  lostShare: (seed) => per(seed.lost, seed.requests),
  regretPerInferenceJ: (seed) => per(seed.regretJ, seed.ended),
  switches: (seed) => seed.switches,
  emissionsPerInferenceG: (seed) => (seed.emissionsG === undefined ? null : per(seed.emissionsG, seed.ended)),
};

/**
 * Paired by seed, with bootstrap intervals over the seeds. Null where one did not run, or the rows are of an earlier
 * version and do not say what happened under each seed.
 * @throws RangeError where their seeds differ
 */
export function compareResults(a: RunResult, b: RunResult): ResultDifference | null {
  const [first, second] = [a.bySeed ?? [], b.bySeed ?? []];
  if (first.length === 0 || second.length === 0) return null;
  const seeds = (list: readonly SeedResult[]) => list.map(({ seed }) => seed).join(', ');
  if (seeds(first) !== seeds(second))
    throw new RangeError(
      `seeds ${seeds(first)} and ${seeds(second)}; only runs of the same seeds are paired`,
    );
  const entries = Object.entries(quantities).map(([key, of]) => {
    const pairs = first.map((seed, i) => [of(seed), of(second[i]!)] as const);
    return [key, pairs.every(bothKnown) ? paired(pairs) : null] as const;
  });
  return Object.fromEntries(entries) as unknown as ResultDifference;
}

function paired(pairs: readonly (readonly [number, number])[]): PairedDifference {
  const mean = (side: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const difference = pairedBootstrap(pairs.map(([a, b]) => b - a));
  const certain = pairs.length > 1 && (difference.low > 0 || difference.high < 0);
  return { a: mean(0), b: mean(1), difference, certain };
}

const bothKnown = (pair: readonly [number | null, number | null]): pair is readonly [number, number] =>
  pair[0] !== null && pair[1] !== null;

const per = (amount: number, count: number): number | null => (count > 0 ? amount / count : null);
