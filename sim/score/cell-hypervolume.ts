import { hypervolume } from './hypervolume.ts';
import type { RunResult } from './run-result.ts';

/** How much of a box in latency, energy, error and memory the policies of a cell cover together. */
export interface CellHypervolume {
  /** Share of the box between `ideal` and `reference` that some policy dominates, in [0, 1]. */
  readonly share: number;
  /** The worst and the best value of each coordinate among the policies that keep the limits. */
  readonly reference: HypervolumePoint;
  readonly ideal: HypervolumePoint;
  /** Share that would be lost without a policy; those that lose nothing are left out. */
  readonly ownShare: Readonly<Record<string, number>>;
}

/** The four coordinates, all to be small. */
export interface HypervolumePoint {
  readonly latencyP95Ms: number;
  readonly energyPerInferenceJ: number;
  /** 1 less the accuracy. */
  readonly error: number;
  readonly peakMemoryBytes: number;
}

const coordinates = ['latencyP95Ms', 'energyPerInferenceJ', 'error', 'peakMemoryBytes'] as const;

/**
 * Over the rows that keep the miss budget and do not break the floor; each coordinate runs from 0 at the ideal to 1 at the
 * reference, and one in which all rows agree is left out. Null where fewer than two rows keep the limits.
 */
export function cellHypervolume(rows: readonly RunResult[]): CellHypervolume | null {
  const kept = rows.filter(
    (row) =>
      row.energyPerInferenceJ !== null && row.missesWithinBudget === true && row.floorMet !== 'not met',
  );
  if (kept.length < 2) return null;
  const points = kept.map(
    (row): HypervolumePoint => ({
      latencyP95Ms: row.latencyP95Ms!,
      energyPerInferenceJ: row.energyPerInferenceJ!,
      error: 1 - row.accuracy!,
      peakMemoryBytes: row.peakMemoryBytes!,
    }),
  );
  const corner = (of: (...values: number[]) => number) =>
    Object.fromEntries(
      coordinates.map((key) => [key, of(...points.map((point) => point[key]))]),
    ) as unknown as HypervolumePoint;
  const [ideal, reference] = [corner(Math.min), corner(Math.max)];
  const used = coordinates.filter((key) => reference[key] > ideal[key]);
  if (used.length === 0) return null;
  const scaled = points.map((point) =>
    used.map((key) => (point[key] - ideal[key]) / (reference[key] - ideal[key])),
  );
  const ones = used.map(() => 1);
  const share = hypervolume(scaled, ones);
  const lost = kept.map((row, i) => {
    const without = hypervolume(
      scaled.filter((_, other) => other !== i),
      ones,
    );
    return [row.policy, share - without] as const;
  });
  return { share, reference, ideal, ownShare: Object.fromEntries(lost.filter(([, own]) => own > 1e-12)) };
}
