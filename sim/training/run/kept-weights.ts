import { existsSync, rmSync } from 'node:fs';
import { CheckpointError } from '../checkpoint/checkpoint-error.ts';
import { readCheckpoint } from '../checkpoint/read-checkpoint.ts';
import { writeCheckpoint } from '../checkpoint/write-checkpoint.ts';

export type Arrays = ReadonlyMap<string, Float32Array>;

/**
 * States of a run beside that of its training: the best evaluated one, in a file, and the newest one that is known to be
 * good. A state is known to be good once the step after it found a sound loss.
 */
export class KeptWeights {
  readonly #file: string;
  readonly #specHash: string;
  #newest: { readonly step: number; readonly arrays: Arrays };
  #good: Arrays;

  /** @param file where the best is kept @param first the state that the run begins, or goes on, with */
  constructor(file: string, specHash: string, first: { readonly step: number; readonly arrays: Arrays }) {
    this.#file = file;
    this.#specHash = specHash;
    this.#newest = first;
    this.#good = first.arrays;
  }

  forget(): void {
    rmSync(this.#file, { force: true });
  }

  keepBest(step: number, arrays: Arrays): void {
    writeCheckpoint(this.#file, { specHash: this.#specHash, step, progress: {}, arrays });
  }

  /** @returns null where none was kept @throws CheckpointError when it belongs to another run */
  best(): Arrays | null {
    if (!existsSync(this.#file)) return null;
    const saved = readCheckpoint(this.#file);
    if (saved.specHash === this.#specHash) return saved.arrays;
    throw new CheckpointError(this.#file, 'belongs to another description; take another --out, or --fresh');
  }

  /** @param step steps that are done */
  saved(step: number, arrays: Arrays): void {
    this.#good = this.newestGood(step);
    this.#newest = { step, arrays };
  }

  /** @param step steps that are done, each with a sound loss */
  newestGood(step: number): Arrays {
    return step > this.#newest.step ? this.#newest.arrays : this.#good;
  }
}
