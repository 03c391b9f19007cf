import type { Estimate } from '../../sim/statistics/estimate.ts';
import type { AdaptiveTimes } from './adaptive-rows.ts';
import type { Baseline } from './baselines/baseline.ts';
import type { FrontVerdict } from './compare-fronts.ts';
import type { NetworkAnswers } from './gather-answers.ts';
import type { Accuracy } from './judge.ts';
import type { TimedNetwork } from './measure-times.ts';
import type { RecordedRow } from './recorded-rows.ts';
import type { Owed } from './task.ts';

/** Bytes of one network at one batch size. */
export interface MemoryRow {
  readonly weights: number;
  readonly activations: number;
  /** Address tables of pixels and columns. */
  readonly tables: number;
  readonly embeddings: number;
  readonly total: number;
}

export interface NetworkRow {
  readonly id: string;
  readonly level: number;
  readonly kind: NetworkAnswers['kind'];
  readonly form: 'fp32' | 'int8';
  readonly sparsity: number;
  readonly macs: number;
  readonly validation: number;
  /** Share of right answers on the test data. */
  readonly accuracy: Accuracy;
  readonly lossLevel0: Estimate | null;
  readonly lossDense: Estimate | null;
  readonly lossDenseValidation: Estimate | null;
  /** With only this level and sparser ones loaded. */
  readonly memory: Readonly<Record<'batch1' | 'batch64', MemoryRow>>;
}

/** Percent less than a reference; by batch size. */
export type Saved = Readonly<Record<'batch1' | 'batch64', number>>;

/** What the level that was chosen on validation data comes to. */
export interface Claim {
  /** Of `NetworkRow`. */
  readonly level: string;
  readonly levelIndex: number;
  /** Whether the upper bound on test is within the tolerance. */
  readonly withinDense: boolean;
  readonly withinLevel0: boolean;
  readonly timeLess: Readonly<Record<'web' | 'node' | 'nodeFp32' | 'own', Saved>>;
  readonly memoryLess: Saved;
  /** The part of it that is due to embeddings in bytes, which no sparsity shrinks. */
  readonly memoryLessByEmbeddings: Saved;
  readonly operationsLess: number;
}

export interface TaskResult {
  readonly task: string;
  readonly title: string;
  readonly owed: Owed;
  readonly tolerancePoints: number;
  readonly seeds: Readonly<Record<'ladder' | 'dense' | 'recorded', readonly number[]>>;
  readonly samples: Readonly<Record<'validation' | 'test', number>>;
  readonly rounds: number;
  readonly baselines: readonly Baseline[];
  readonly networks: readonly NetworkRow[];
  /** Of which answers alone are kept. */
  readonly unkept: readonly RecordedRow[];
  readonly times: readonly TimedNetwork[];
  readonly largestDifference: number;
  /** Memory of a dense fp32 network with fp32 embeddings. */
  readonly denseMemory: Readonly<Record<'batch1' | 'batch64' | 'embeddings', number>>;
  /** Bytes that a network adds to a process. */
  readonly resident: readonly { readonly name: string; readonly bytes: number }[];
  /** null: no level is within the tolerance on validation. */
  readonly claim: Claim | null;
  readonly fronts: readonly (FrontVerdict & {
    readonly level: string;
    readonly batch: 1 | 64;
    readonly of: 'own' | 'any';
    readonly timeUs: number;
    readonly accuracy: number;
  })[];
  readonly gateUs: number;
  readonly adaptive: AdaptiveTimes;
}
