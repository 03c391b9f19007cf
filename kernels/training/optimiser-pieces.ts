import type { TrainingMemory } from './training-memory.ts';

/** Elements `from` to `end` of one parameter. */
export interface PieceRange {
  readonly parameter: number;
  readonly from: number;
  readonly end: number;
  /** Address of the float64 that takes the sum of squares of the range's first piece; the others follow. */
  readonly squaresAt: number;
}

/**
 * All elements of all parameters in pieces of a fixed size, so that sums over them are the same however many parts share
 * the pieces.
 */
export class OptimiserPieces {
  /** Elements a piece: small enough to share evenly, large enough that a call costs nothing beside it. */
  readonly size = 2048;
  readonly #lengths: readonly number[];
  readonly #memory: TrainingMemory;
  readonly #squaresAt: number;
  readonly #count: number;

  /** @param lengths elements of each parameter */
  constructor(memory: TrainingMemory, lengths: readonly number[]) {
    this.#lengths = lengths;
    this.#memory = memory;
    this.#count = lengths.reduce((n, length) => n + Math.ceil(length / this.size), 0);
    this.#squaresAt = memory.floats(this.#count * 2).at;
  }

  /** What part `part` of `parts` works on, in order. */
  ranges(part: number, parts: number): PieceRange[] {
    const first = Math.floor((this.#count * part) / parts);
    const last = Math.floor((this.#count * (part + 1)) / parts);
    const ranges: PieceRange[] = [];
    let start = 0;
    this.#lengths.forEach((length, parameter) => {
      const pieces = Math.ceil(length / this.size);
      const [from, end] = [Math.max(first - start, 0), Math.min(last - start, pieces)];
      if (from < end) {
        ranges.push({
          parameter,
          from: from * this.size,
          end: Math.min(end * this.size, length),
          squaresAt: this.#squaresAt + (start + from) * 8,
        });
      }
      start += pieces;
    });
    return ranges;
  }

  /** Sum of all pieces' squares, in their order. */
  squares(): number {
    const sums = new Float64Array(this.#memory.arena.memory.buffer, this.#squaresAt, this.#count);
    return sums.reduce((a, b) => a + b, 0);
  }
}
