import type { TaskData } from '../../sim/data/task/task-data.ts';
import type { Baseline } from './baselines/baseline.ts';

/** What is owed on a task, in percent; time against the best of fp32 and int8. */
export interface Owed {
  readonly accuracy: number;
  readonly timeLessWeb: number | null;
  readonly timeLessNode: number | null;
  readonly memoryLess: number;
  /** Where operations count in place of time. */
  readonly operationsLess: number | null;
}

/** A task of the benchmark. */
export interface Task {
  readonly id: string;
  readonly title: string;
  /** Folder under scenarios/models that holds its networks. */
  readonly folder: string;
  /** Points that count as the same accuracy. */
  readonly tolerancePoints: number;
  readonly owed: Owed;
  /**
   * Folds of a cross-validation, of which seed s has fold (s - 1) mod folds: seeds 1 to `folds` are a turn of it, whose test samples are
   * different ones and are judged as one set, the next `folds` seeds another turn. null: all seeds have the same samples.
   */
  readonly folds: number | null;
  /** What each answer counts for, in sum 1; null: all the same. */
  weights(labels: Uint8Array): Float64Array | null;
  /** What needs no network, on all test data. @throws DataMissingError */
  baselines(): readonly Baseline[];
  /** @param limit most samples a part; null: all @throws DataMissingError */
  open(limit: number | null, seed: number): Promise<TaskData>;
}
