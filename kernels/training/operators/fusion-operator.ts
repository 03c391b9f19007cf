import type { KernelProgram } from '../kernel-program.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkTokens } from './check-tokens.ts';
import { claimGradient } from './claim-gradient.ts';

/** a and b are [groups][features][8], the output [groups][4 features][8]. */
export interface FusionOptions {
  readonly a: TrainingValue;
  readonly b: TrainingValue;
  readonly output: TrainingValue;
  readonly name?: string;
}

/** Two towers side by side with their product and distance, [a, b, a * b, |a - b|] (as InferSent, Conneau et al., 2017). */
export class FusionOperator implements TrainingOperator {
  readonly name: string;
  readonly #options: FusionOptions;

  /** @throws RangeError where shapes do not fit */
  constructor(options: FusionOptions) {
    const { a, b, output, name = 'fusion' } = options;
    const { groups, channels } = a;
    checkTokens(name, [
      { role: 'a', value: a },
      { role: 'b', value: b, groups, channels },
      { role: 'output', value: output, groups, channels: 4 * channels },
    ]);
    this.name = name;
    this.#options = options;
  }

  forward(program: KernelProgram, _pass: TrainingPass): void {
    const { a, b, output } = this.#options;
    program.call(
      'fusionForward',
      ...[a.at, a.groupBytes, b.at, b.groupBytes, output.at, output.groupBytes, a.groups, a.channels],
    );
  }

  backward(program: KernelProgram, _pass: TrainingPass, written: Set<TrainingValue>): void {
    const { a, b, output } = this.#options;
    program.call(
      'fusionBackward',
      ...[a.at, a.gradientAt, claimGradient(a, written).add, a.groupBytes],
      ...[b.at, b.gradientAt, claimGradient(b, written).add, b.groupBytes],
      ...[output.gradientAt, output.groupBytes, a.groups, a.channels],
    );
  }
}
