import type { KernelProgram } from '../kernel-program.ts';
import type { TrainingMemory } from '../training-memory.ts';
import type { TrainingOperator } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkLogits } from './check-logits.ts';

export interface SoftTargetsSpec {
  readonly name: string;
  /** The teacher's; one pixel. */
  readonly logits: TrainingValue;
  readonly classes: number;
  /** Default 1. */
  readonly temperature?: number;
}

/** Keeps softmax(logits / temperature) of a teacher pass for `DistillationLoss`. No gradient goes back. */
export class SoftTargets implements TrainingOperator {
  readonly name: string;
  /** Probabilities in the layout of the logits. */
  readonly targetsAt: number;
  readonly #spec: SoftTargetsSpec;
  readonly #scratchAt: number;

  constructor(memory: TrainingMemory, spec: SoftTargetsSpec) {
    const { name, logits, classes } = spec;
    checkLogits(name, logits, classes);
    this.name = name;
    this.#spec = spec;
    this.#scratchAt = memory.floats(32).at;
    this.targetsAt = memory.floats((logits.groups * logits.groupBytes) / 4).at;
  }

  forward(program: KernelProgram): void {
    const { logits, classes, temperature = 1 } = this.#spec;
    program.call(
      'softTargets',
      ...[logits.at, logits.groupBytes, logits.planeBytes, logits.groups, classes, 1 / temperature],
      ...[this.targetsAt, this.#scratchAt],
    );
  }

  backward(): void {}
}
