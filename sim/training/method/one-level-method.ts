import type { TrainingModel } from '../model/training-model.ts';
import { keepCount } from './keep-count.ts';
import { inactive, setLevels } from './set-levels.ts';
import type { SparsityMethod, StepPlan } from './sparsity-method.ts';

/**
 * What methods of one sparse level share: a set of active blocks a layer. Weights outside are 0, and so is their state, which
 * masks of the optimiser see to.
 */
export abstract class OneLevelMethod implements SparsityMethod {
  readonly sparsities: readonly number[];
  readonly sparse: readonly boolean[] = [true];
  readonly settledFrom: number;
  #levels: readonly Uint8Array[] | null = null;

  constructor(sparsity: number, settledFrom = 0) {
    this.sparsities = [sparsity];
    this.settledFrom = settledFrom;
  }

  abstract before(model: TrainingModel, step: number, progress: number): StepPlan;

  blockLevels(): readonly Uint8Array[] | null {
    return this.#levels;
  }

  restore(model: TrainingModel, levels: readonly Uint8Array[]): void {
    this.#levels = levels;
    model.prunable.forEach((layer, i) => {
      setLevels(layer, levels[i]!);
      const mask = model.memory.view(model.masks.get(layer.weights)!);
      const values = model.memory.view(layer.weights.values);
      levels[i]!.forEach((level, id) => {
        mask.fill(level === inactive ? 0 : 1, 4 * id, 4 * id + 4);
        if (level === inactive) values.fill(0, 4 * id, 4 * id + 4);
      });
    });
  }

  /** Active blocks of each layer, sorted. */
  protected active(): readonly Uint32Array[] {
    return this.#levels!.map((levels) =>
      Uint32Array.from(levels.keys()).filter((id) => levels[id] !== inactive),
    );
  }

  /** @param active by prunable layer */
  protected setActive(model: TrainingModel, active: readonly Uint32Array[]): void {
    this.restore(
      model,
      model.prunable.map(({ weights }, i) => {
        const levels = new Uint8Array(weights.values.length / 4).fill(inactive);
        for (const id of active[i]!) levels[id] = 0;
        return levels;
      }),
    );
  }

  protected keep(blocks: number, sparsity = this.sparsities[0]!): number {
    return keepCount(blocks, sparsity);
  }
}
