import { RandomStream } from '../../engine/random/random-stream.ts';
import type { TrainingModel } from '../model/training-model.ts';
import type { MethodSpec } from '../spec/train-schema.ts';
import { blockNorms } from './block-norms.ts';
import { choiceDue } from './choice-due.ts';
import { layerSparsities } from './layer-sparsities.ts';
import { rankLevels } from './rank-levels.ts';
import { setLevels } from './set-levels.ts';
import type { SparsityMethod, StepPlan } from './sparsity-method.ts';
import { sparsityRamp } from './sparsity-ramp.ts';

type LadderSpec = Extract<MethodSpec, { kind: 'ladder' }>;

/**
 * All levels of one set of weights at once (NestedNet, Kim and others 2018; universally slimmable networks, Yu and Huang
 * 2019): a step trains the densest level on the labels and some sparser ones on its answers. Blocks are ranked by norm while
 * the sparsity rises, then frozen.
 */
export class LadderMethod implements SparsityMethod {
  readonly sparsities: readonly number[];
  readonly sparse: readonly boolean[];
  readonly settledFrom: number;
  readonly #spec: LadderSpec;
  readonly #draws: RandomStream;
  #levels: Uint8Array[] | null = null;

  constructor(spec: LadderSpec, seed: number) {
    this.#spec = spec;
    this.sparsities = spec.levels;
    this.sparse = spec.levels.map((_, level) => level > 0);
    this.settledFrom = spec.end;
    this.#draws = new RandomStream(seed, 'ladder', 'levels');
  }

  before(model: TrainingModel, step: number, progress: number): StepPlan {
    const { start, end } = this.#spec;
    if (progress < start) return { levels: [0], growth: false };
    if (!this.#levels || choiceDue(this.#spec, step, progress)) this.#choose(model, progress, start, end);
    return { levels: [0, ...this.#drawn(step)], growth: false };
  }

  blockLevels(): readonly Uint8Array[] | null {
    return this.#levels;
  }

  restore(model: TrainingModel, levels: readonly Uint8Array[]): void {
    this.#levels = [...levels];
    model.prunable.forEach((layer, i) => {
      setLevels(layer, levels[i]!);
    });
  }

  #choose(model: TrainingModel, progress: number, start: number, end: number): void {
    const share = sparsityRamp(progress, start, end);
    const sparsities = this.sparsities.map((sparsity) => sparsity * share);
    const byLayer = sparsities.map((of) => layerSparsities(model, of, this.#spec.allocation));
    const levels = model.prunable.map(({ weights }, layer) =>
      rankLevels(
        blockNorms(model.memory.view(weights.values)),
        byLayer.map((of) => of[layer]!),
      ),
    );
    this.restore(model, levels);
  }

  /** Sparser levels of a step, rising, without repetition: by weight, the sparsest always where the rule is a sandwich. */
  #drawn(step: number): readonly number[] {
    const others = this.sparsities.length - 1;
    const weights = [...(this.#spec.weights ?? new Array<number>(others).fill(1))];
    const chosen: number[] = [];
    const take = (index: number) => {
      chosen.push(index + 1);
      weights[index] = 0;
    };
    if (this.#spec.sandwich) take(others - 1);
    for (let draw = 0; chosen.length < this.#spec.perStep; draw++) {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      if (total === 0) break;
      let left = this.#draws.uniform53(step, draw) * total;
      const index = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      if (index >= 0) take(index);
    }
    return chosen.sort((a, b) => a - b);
  }
}
