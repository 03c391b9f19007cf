import type { KernelProgram } from './kernel-program.ts';
import type { FloatArray, TrainingMemory } from './training-memory.ts';

/**
 * Statistics of one batch normalisation, one set a level, since levels of a ladder see different activations. Each shard
 * leaves the mean and variance of its own pixels; once a step they are folded into the running ones, which `evaluate`
 * uses.
 */
export class BatchNormStatistics {
  readonly levels: number;
  readonly channels: number;
  /** Running mean and variance, [levels][channels]; 0 and 1 before the first step. */
  readonly mean: FloatArray;
  readonly variance: FloatArray;
  /** A shard's, by level: address of float64 [channels][2], mean and variance. */
  readonly #batches: readonly (readonly number[])[];
  /** By level, address of the shards' addresses. */
  readonly #tables: readonly number[];

  constructor(memory: TrainingMemory, levels: number, channels: number, shards: number) {
    this.levels = levels;
    this.channels = channels;
    this.mean = memory.floats(levels * channels);
    this.variance = memory.floats(levels * channels);
    memory.view(this.variance).fill(1);
    const each = (length: number) => Array.from({ length }, (_, i) => i);
    this.#batches = each(shards).map(() => each(levels).map(() => memory.floats(channels * 4).at));
    this.#tables = each(levels).map((level) => memory.integers(this.#batches.map((shard) => shard[level]!)));
  }

  batchAt(shard: number, level: number): number {
    return this.#batches[shard]![level]!;
  }

  /** Addresses of the running mean and variance of a level. */
  runningAt(level: number): [mean: number, variance: number] {
    const offset = level * this.channels * 4;
    return [this.mean.at + offset, this.variance.at + offset];
  }

  /**
   * Appends the fold of one step's batches at a level that was trained, run by one thread after all shards.
   * @param momentumAt address of a float32: 0.1, or 1 / (n + 1) in the n-th step (from 0) for a plain mean of the steps
   */
  update(program: KernelProgram, level: number, momentumAt: number): void {
    program.call(
      'updateStatistics',
      ...[this.#tables[level]!, this.#batches.length, this.channels, momentumAt],
      ...this.runningAt(level),
    );
  }
}
