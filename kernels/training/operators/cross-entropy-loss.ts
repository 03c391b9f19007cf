import type { KernelProgram } from '../kernel-program.ts';
import type { TrainingMemory } from '../training-memory.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkLogits } from './check-logits.ts';
import { claimGradient } from './claim-gradient.ts';
import { type LossResult, lossResult } from './loss-result.ts';

export interface CrossEntropySpec {
  readonly name: string;
  /** One pixel; lanes are samples or tokens. */
  readonly logits: TrainingValue;
  /** Channels beyond get no gradient. */
  readonly classes: number;
  /** Address of int32 [groups * 8]; a label below 0 leaves its lane out. */
  readonly labelsAt: number;
  /** Share of the target that is spread over all classes (Szegedy et al. 2016). Default 0. */
  readonly smoothing?: number;
  /** Address of a float32: the gradient is that of weight * loss, e.g. 1 / batch. */
  readonly weightAt: number;
}

/** Softmax cross entropy with labels. `forward` writes loss and hits, `backward` the gradient of the logits. */
export class CrossEntropyLoss implements TrainingOperator {
  readonly name: string;
  /** Softmax of the logits after `forward`, in their layout: soft targets of temperature 1 for `DistillationLoss`. */
  readonly probabilitiesAt: number;
  /** Three float64: see `LossResult`. */
  readonly resultAt: number;
  readonly #spec: CrossEntropySpec;
  readonly #memory: TrainingMemory;
  readonly #scratchAt: number;

  constructor(memory: TrainingMemory, spec: CrossEntropySpec) {
    const { name, logits, classes } = spec;
    checkLogits(name, logits, classes);
    this.name = name;
    this.#spec = spec;
    this.#memory = memory;
    this.probabilitiesAt = memory.floats((logits.groups * logits.groupBytes) / 4).at;
    this.resultAt = memory.floats(6).at;
    this.#scratchAt = memory.floats(48).at;
  }

  forward(program: KernelProgram): void {
    const { logits, classes, labelsAt, smoothing = 0 } = this.#spec;
    program.call(
      'crossEntropy',
      ...[logits.at, logits.groupBytes, logits.planeBytes, logits.groups, classes, labelsAt, smoothing],
      ...[this.probabilitiesAt, this.#scratchAt, this.resultAt],
    );
  }

  backward(program: KernelProgram, _pass: TrainingPass, written: Set<TrainingValue>): void {
    const { logits, classes, labelsAt, smoothing = 0, weightAt } = this.#spec;
    const dz = claimGradient(logits, written);
    program.call(
      'crossEntropyBackward',
      ...[dz.at, dz.add, logits.groupBytes, logits.planeBytes, logits.groups, classes],
      ...[logits.groupBytes / logits.planeBytes, labelsAt, smoothing, this.probabilitiesAt, weightAt],
    );
  }

  /** What the last forward pass found. */
  result(): LossResult {
    return lossResult(this.#memory, this.resultAt);
  }
}
