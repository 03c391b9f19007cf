import { RandomStream } from '../../engine/random/random-stream.ts';
import type { TrainingModel } from '../model/training-model.ts';
import type { MethodSpec } from '../spec/train-schema.ts';
import { blockNorms } from './block-norms.ts';
import { largestFirst } from './largest-first.ts';
import { OneLevelMethod } from './one-level-method.ts';
import { replaceBlocks } from './replace-blocks.ts';
import type { StepPlan } from './sparsity-method.ts';

type ReplacingSpec = Extract<MethodSpec, { kind: 'rigl' | 'set' }>;

/**
 * Sparse from the first step to the last: now and then the active blocks of least norm make room for others, those with the
 * greatest dense gradient (RigL, Evci and others 2020) or random ones (SET, Mocanu and others 2018). The share that is
 * replaced falls to 0 as a cosine, as in RigL.
 */
export class ReplacingMethod extends OneLevelMethod {
  readonly #spec: ReplacingSpec;
  readonly #seed: number;

  constructor(spec: ReplacingSpec, seed: number) {
    super(spec.sparsity);
    this.#spec = spec;
    this.#seed = seed;
  }

  before(model: TrainingModel, step: number, progress: number): StepPlan {
    if (!this.blockLevels()) this.setActive(model, this.#first(model));
    const due = step > 0 && step % this.#spec.everySteps === 0 && progress < this.#spec.until;
    if (due && this.#spec.kind === 'set') {
      this.#replace(model, progress, (layer, blocks) => this.#random(`${layer}`, `grow ${step}`, blocks));
    }
    return { levels: [0], growth: due && this.#spec.kind === 'rigl' };
  }

  grow(model: TrainingModel, _step: number, progress: number, gradients: readonly Float32Array[]): void {
    this.#replace(model, progress, (layer) => blockNorms(gradients[layer]!));
  }

  #first(model: TrainingModel): readonly Uint32Array[] {
    return model.prunable.map(({ weights, name }) => {
      const blocks = weights.values.length / 4;
      return largestFirst(this.#random(name, 'first blocks', blocks))
        .slice(0, this.keep(blocks))
        .sort();
    });
  }

  #replace(
    model: TrainingModel,
    progress: number,
    growth: (layer: number, blocks: number) => Float64Array,
  ): void {
    const share = (this.#spec.replace / 2) * (1 + Math.cos((Math.PI * progress) / this.#spec.until));
    const active = this.active().map((ids, i) => {
      const norms = blockNorms(model.memory.view(model.prunable[i]!.weights.values));
      return replaceBlocks(ids, norms, growth(i, norms.length), Math.floor(share * ids.length)).active;
    });
    this.setActive(model, active);
  }

  #random(entity: string, purpose: string, count: number): Float64Array {
    const stream = new RandomStream(this.#seed, entity, purpose);
    return Float64Array.from({ length: count }, (_, i) => stream.uniform53(i));
  }
}
