import type { KernelProgram } from '../kernel-program.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkShapes } from './check-shapes.ts';
import { claimGradient } from './claim-gradient.ts';
import { strides } from './strides.ts';

export interface PoolSpec {
  readonly name: string;
  readonly input: TrainingValue;
  /** floor(height / 2) x floor(width / 2) of the input, as many channels. */
  readonly output: TrainingValue;
  readonly kind: 'maximum' | 'mean';
}

/**
 * 2x2 windows with stride 2; an odd last row or column is left out. Of equal maxima the first in reading order gets the
 * gradient.
 */
export class PoolOperator implements TrainingOperator {
  readonly name: string;
  readonly #spec: PoolSpec;

  constructor(spec: PoolSpec) {
    const { name, input, output } = spec;
    checkShapes(name, input, output, ['groups', 'channels']);
    if (output.height !== input.height >> 1 || output.width !== input.width >> 1) {
      throw new RangeError(
        `${name}: ${output.name} is ${output.height}x${output.width}; half of ${input.name} is ` +
          `${input.height >> 1}x${input.width >> 1}`,
      );
    }
    this.name = name;
    this.#spec = spec;
  }

  forward(program: KernelProgram): void {
    const { input, output, kind } = this.#spec;
    program.call(
      'pool2',
      kind === 'maximum' ? 1 : 0,
      ...[
        input.at + input.originBytes,
        ...strides(input),
        output.at + output.originBytes,
        ...strides(output),
      ],
      ...[input.groups, input.channels, output.height, output.width],
    );
  }

  backward(program: KernelProgram, _pass: TrainingPass, written: Set<TrainingValue>): void {
    const { input, output, kind } = this.#spec;
    if (!input.gradientAt) return;
    const dx = claimGradient(input, written);
    program.call(
      'pool2Backward',
      kind === 'maximum' ? 1 : 0,
      ...[input.at + input.originBytes, dx.at, dx.add, ...strides(input), input.height, input.width],
      ...[output.at + output.originBytes, output.gradientAt + output.originBytes, ...strides(output)],
      ...[input.groups, input.channels, output.height, output.width],
    );
  }
}
