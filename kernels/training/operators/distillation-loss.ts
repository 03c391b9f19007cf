import type { KernelProgram } from '../kernel-program.ts';
import type { TrainingMemory } from '../training-memory.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkLogits } from './check-logits.ts';
import { claimGradient } from './claim-gradient.ts';
import { type LossResult, lossResult } from './loss-result.ts';

export interface DistillationSpec {
  readonly name: string;
  /** One pixel; lanes are samples or tokens. */
  readonly logits: TrainingValue;
  readonly classes: number;
  /** Address of probabilities in the layout of the logits, made at the same temperature: see `SoftTargets`. */
  readonly targetsAt: number;
  /** Default 1. */
  readonly temperature?: number;
  /** Address of int32 [groups * 8]; a label below 0 leaves its lane out. Without, all lanes count. */
  readonly labelsAt?: number;
  /** Address of a float32: the gradient is that of weight * loss. */
  readonly weightAt: number;
}

/**
 * Cross entropy to soft targets (Hinton et al. 2015): T^2 sum -q log softmax(z / T). A mix with labels is a
 * `CrossEntropyLoss` of the same logits with a weight of its own: gradients add up.
 */
export class DistillationLoss implements TrainingOperator {
  readonly name: string;
  /** Three float64: see `LossResult`. */
  readonly resultAt: number;
  readonly #spec: DistillationSpec;
  readonly #memory: TrainingMemory;
  readonly #probabilitiesAt: number;
  readonly #scratchAt: number;

  constructor(memory: TrainingMemory, spec: DistillationSpec) {
    const { name, logits, classes } = spec;
    checkLogits(name, logits, classes);
    this.name = name;
    this.#spec = spec;
    this.#memory = memory;
    this.#probabilitiesAt = memory.floats((logits.groups * logits.groupBytes) / 4).at;
    this.resultAt = memory.floats(6).at;
    this.#scratchAt = memory.floats(64).at;
  }

  forward(program: KernelProgram): void {
    const { logits, classes, labelsAt = 0, temperature = 1, targetsAt } = this.#spec;
    program.call(
      'distillation',
      ...[logits.at, logits.groupBytes, logits.planeBytes, logits.groups, classes, labelsAt, 1 / temperature],
      ...[targetsAt, this.#probabilitiesAt, this.#scratchAt, this.resultAt],
    );
  }

  backward(program: KernelProgram, _pass: TrainingPass, written: Set<TrainingValue>): void {
    const { logits, classes, labelsAt = 0, temperature = 1, targetsAt, weightAt } = this.#spec;
    const dz = claimGradient(logits, written);
    program.call(
      'distillationBackward',
      ...[dz.at, dz.add, logits.groupBytes, logits.planeBytes, logits.groups, classes],
      ...[logits.groupBytes / logits.planeBytes, labelsAt, 1 / temperature],
      ...[targetsAt, this.#probabilitiesAt, weightAt],
    );
  }

  /** What the last forward pass found; `correct` counts agreement with the teacher. */
  result(): LossResult {
    return lossResult(this.#memory, this.resultAt);
  }
}
