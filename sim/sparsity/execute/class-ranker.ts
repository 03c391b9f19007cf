import type { WasmArena, WasmExports } from '../../../kernels/index.ts';

/** What the answers of some samples come to. */
export interface RankedClasses {
  readonly topClass: Uint8Array;
  /** Softmax probability of the top class, in units of 1/65535. */
  readonly confidence: Uint16Array;
}

/** Top class and confidence by the kernels, so that they are the same bits on every machine. */
export class ClassRanker {
  readonly #arena: WasmArena;
  readonly #kernels: WasmExports;
  readonly #classes: number;
  readonly #most: number;
  readonly #at: { logits: number; probabilities: number; topClass: number; confidence: number };

  /** @param most samples of a call */
  constructor(arena: WasmArena, kernels: WasmExports, classes: number, most: number) {
    this.#arena = arena;
    this.#kernels = kernels;
    this.#classes = classes;
    this.#most = most;
    const table = () => arena.allocate(most * classes * 4);
    this.#at = {
      logits: table(),
      probabilities: table(),
      topClass: arena.allocate(most),
      confidence: arena.allocate(most * 2),
    };
  }

  /** @param logits [samples][classes]; of the answer, views that the next call overwrites */
  rank(logits: Float32Array): RankedClasses {
    const samples = logits.length / this.#classes;
    if (!Number.isInteger(samples) || samples > this.#most) {
      throw new RangeError(
        `${logits.length} logits; rows of ${this.#classes}, at most ${this.#most}, are needed`,
      );
    }
    const at = this.#at;
    const { buffer } = this.#arena.memory;
    new Float32Array(buffer, at.logits, logits.length).set(logits);
    this.#kernels.softmax(at.logits, this.#classes, samples, at.probabilities);
    this.#kernels.rank(at.probabilities, this.#classes, samples, at.topClass, at.confidence);
    return {
      topClass: new Uint8Array(buffer, at.topClass, samples),
      confidence: new Uint16Array(buffer, at.confidence, samples),
    };
  }
}
