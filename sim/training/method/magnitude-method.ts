import type { TrainingModel } from '../model/training-model.ts';
import type { MethodSpec } from '../spec/train-schema.ts';
import { blockNorms } from './block-norms.ts';
import { choiceDue } from './choice-due.ts';
import { largestFirst } from './largest-first.ts';
import { layerSparsities } from './layer-sparsities.ts';
import { OneLevelMethod } from './one-level-method.ts';
import type { StepPlan } from './sparsity-method.ts';
import { sparsityRamp } from './sparsity-ramp.ts';

type MagnitudeSpec = Extract<MethodSpec, { kind: 'magnitude' }>;

/** Gradual magnitude pruning (Zhu and Gupta 2017): the blocks of least norm go while the sparsity rises; none comes back. */
export class MagnitudeMethod extends OneLevelMethod {
  readonly #spec: MagnitudeSpec;

  constructor(spec: MagnitudeSpec) {
    super(spec.sparsity, spec.end);
    this.#spec = spec;
  }

  before(model: TrainingModel, step: number, progress: number): StepPlan {
    const { start, end } = this.#spec;
    if (!this.blockLevels() || choiceDue(this.#spec, step, progress)) {
      const sparsity = this.sparsities[0]! * sparsityRamp(progress, start, end);
      const byLayer = layerSparsities(model, sparsity, this.#spec.allocation);
      const active = model.prunable.map(({ weights }, i) => {
        const norms = blockNorms(model.memory.view(weights.values));
        return largestFirst(norms).slice(0, this.keep(norms.length, byLayer[i]!)).sort();
      });
      this.setActive(model, active);
    }
    return { levels: [0], growth: false };
  }
}
