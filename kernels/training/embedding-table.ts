import type { KernelProgram } from './kernel-program.ts';
import type { FloatArray, TrainingMemory } from './training-memory.ts';

export interface EmbeddingTableShape {
  readonly name: string;
  readonly rows: number;
  /** A multiple of 4. */
  readonly features: number;
  readonly shards: number;
  /** Most ids a shard looks up in one step, all its operators together: room of its gradient, in rows. */
  readonly lookups: number;
  /** Default `adam`. */
  readonly optimiser?: 'adam' | 'sgd';
}

/** What a step reads; `factor` scales the gradients (1 / batch, clipping). */
export interface EmbeddingRates {
  readonly rate: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Decoupled weight decay, of touched rows only. */
  readonly decay?: number;
  readonly factor?: number;
  /** Number of this step, from 1. */
  readonly step: number;
}

interface ShardGradient {
  readonly slotsAt: number;
  readonly touchedAt: number;
  readonly countAt: number;
  readonly gradients: FloatArray;
}

/**
 * A large table [rows][features], row-major, of which a batch touches few rows. A shard's gradient holds the touched rows
 * alone, in the order of their first use. The step is lazy, as Adam for sparse gradients in the large frameworks: rows
 * that no shard touched keep values and moments; bias is corrected by the number of the step, not of the row's own steps.
 */
export class EmbeddingTable {
  readonly name: string;
  readonly rows: number;
  readonly features: number;
  readonly values: FloatArray;
  /** First and second moments of Adam. */
  readonly moments: readonly FloatArray[];
  readonly #lookups: number;
  readonly #used: number[];
  readonly #shards: readonly ShardGradient[];
  readonly #shardsAt: number;
  readonly #rates: FloatArray;

  /** @throws RangeError where features is no multiple of 4 */
  constructor(memory: TrainingMemory, shape: EmbeddingTableShape) {
    const { name, rows, features, shards, lookups, optimiser = 'adam' } = shape;
    if (!(rows > 0 && features > 0 && features % 4 === 0)) {
      throw new RangeError(
        `table '${name}' is ${rows}x${features}; features must be a positive multiple of 4`,
      );
    }
    const capacity = Math.min(rows, lookups);
    this.name = name;
    this.rows = rows;
    this.features = features;
    this.values = memory.floats(rows * features);
    this.moments = optimiser === 'adam' ? [0, 1].map(() => memory.floats(rows * features)) : [];
    this.#lookups = lookups;
    this.#used = new Array<number>(shards).fill(0);
    this.#shards = this.#used.map(() => ({
      slotsAt: memory.floats(rows).at,
      touchedAt: memory.floats(capacity).at,
      countAt: memory.floats(1).at,
      gradients: memory.floats(capacity * features),
    }));
    this.#shardsAt = memory.integers(
      this.#shards.flatMap(({ slotsAt, touchedAt, countAt, gradients }) => [
        ...[slotsAt, touchedAt, countAt, gradients.at],
      ]),
    );
    this.#rates = memory.floats(8);
  }

  /**
   * The kernels' descriptor (seven words, see assembly/training/embedding.ts) of `tokens` lookups by ids at `idsAt`, which take their room of the shard's gradient.
   * @throws RangeError where the shard's lookups are more than the table was made for
   */
  reserve(shard: number, tokens: number, idsAt: number): number[] {
    const used = (this.#used[shard] ?? 0) + tokens;
    const own = this.#shards[shard];
    if (!own || (used > this.#lookups && this.#lookups < this.rows)) {
      throw new RangeError(
        `table '${this.name}': ${used} lookups on shard ${shard}, made for ${this.#lookups} on each of ` +
          `${this.#shards.length}; make it with more lookups or shards`,
      );
    }
    this.#used[shard] = used;
    return [
      ...[this.values.at, idsAt, this.rows],
      ...[own.slotsAt, own.touchedAt, own.countAt, own.gradients.at],
    ];
  }

  /** Forgets the gradient of a shard; before its first backward pass of a step. */
  clear(program: KernelProgram, shard: number): void {
    const { slotsAt, touchedAt, countAt } = this.#shards[shard]!;
    program.call('embeddingClear', slotsAt, touchedAt, countAt);
  }

  /** Step of rows `from` to `end`, once all shards are done; threads may take ranges of their own. */
  update(program: KernelProgram, from = 0, end = this.rows): void {
    const [first, second] = this.moments;
    program.call(
      'embeddingUpdate',
      ...[this.#shardsAt, this.#shards.length, from, end, this.features, this.values.at],
      ...[first?.at ?? 0, second?.at ?? 0, first ? 1 : 0, this.#rates.at],
    );
  }

  /** Sum of squares of the gradient over all shards into the float64 at `at`, before the update. */
  squares(program: KernelProgram, at: number): void {
    program.call('embeddingSquares', this.#shardsAt, this.#shards.length, this.features, at);
  }

  /** Sets what the next update reads; defaults are those of Adam (Kingma & Ba, 2015), no decay. */
  setRates(memory: TrainingMemory, rates: EmbeddingRates): void {
    const { rate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, decay = 0, factor = 1, step } = rates;
    const corrections = [beta1, beta2].map((beta) => 1 / (1 - beta ** step));
    memory.view(this.#rates).set([rate, beta1, beta2, epsilon, decay, ...corrections, factor]);
  }

  /** Rows that a shard has touched since it was cleared, in order, and their gradients: views, until memory grows. */
  gradient(memory: TrainingMemory, shard: number): { rows: Uint32Array; values: Float32Array } {
    const { touchedAt, countAt, gradients } = this.#shards[shard]!;
    const count = memory.arena.integers(countAt, 1)[0]!;
    return {
      rows: memory.arena.integers(touchedAt, count),
      values: memory.arena.floats(gradients.at, count * this.features),
    };
  }

  /** What a checkpoint holds. */
  state(): { readonly name: string; readonly array: FloatArray }[] {
    const names = ['first', 'second'];
    return [
      { name: this.name, array: this.values },
      ...this.moments.map((array, i) => ({ name: `${this.name}.${names[i]}`, array })),
    ];
  }
}
