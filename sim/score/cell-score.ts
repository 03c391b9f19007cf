import type { Estimate } from '../statistics/estimate.ts';
import type { CellSummary } from './cell-summary.ts';
import type { RunResult } from './run-result.ts';

/** Integer results of one run: what hashes of whole reports are made of. */
export interface SeedRecord {
  readonly policy: string;
  readonly seed: number;
  readonly requests: number;
  readonly done: number;
  readonly missed: number;
  readonly dropped: number;
  readonly correct: number;
  readonly switches: number;
  readonly eventHash: string;
}

/** The bounds of a cell, J per inference over all seeds; null where they do not exist. */
export interface CellReferences {
  /** Proven lower bound with floor and miss budget kept. */
  readonly oFeasJ: number | null;
  /** Best static option of validation data, run on test data. */
  readonly oStaticJ: number | null;
  /** Clairvoyant choice per request, switching free; and what it reaches. */
  readonly oDynJ: number | null;
  readonly oDynAccuracy: number | null;
  /** Every option alone in the pilot run on validation data: the base of `O_transfer`. */
  readonly pilots: readonly {
    readonly option: string;
    readonly energyPerInferenceJ: number;
    readonly accuracy: number;
    readonly missShare: number;
    /** Keeps floor and miss budget on validation data. */
    readonly feasible: boolean;
  }[];
}

/** What a reader wants to know about one policy beyond its row. */
export interface PolicyDetail {
  readonly policy: string;
  readonly title: string;
  readonly note: string | null;
  readonly energyByUnitJ: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
  readonly batteryEmptyAtS: number | null;
  /** Energy saved against the best static option, as a share, with an interval over the paired seeds. */
  readonly savedVsStatic: Estimate | null;
  /** Passes by option, over all seeds. */
  readonly passes: Readonly<Record<string, number>>;
  /** Horizon energy above the bound by seed, J. */
  readonly regretBySeedJ: readonly number[];
}

/** One (target, runtime, load), scored: plain data. */
export interface CellScore {
  readonly cell: CellSummary;
  readonly results: readonly RunResult[];
  readonly references: CellReferences;
  readonly details: readonly PolicyDetail[];
  readonly records: readonly SeedRecord[];
}
