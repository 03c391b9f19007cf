import type { KernelProgram } from '../kernel-program.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkShapes } from './check-shapes.ts';
import { claimGradient } from './claim-gradient.ts';
import { strides } from './strides.ts';

export interface GlobalMeanSpec {
  readonly name: string;
  readonly input: TrainingValue;
  /** As many channels, one pixel. */
  readonly output: TrainingValue;
}

/** Mean over the pixels of each channel. */
export class GlobalMeanOperator implements TrainingOperator {
  readonly name: string;
  readonly #spec: GlobalMeanSpec;

  constructor(spec: GlobalMeanSpec) {
    const { name, input, output } = spec;
    checkShapes(name, input, output, ['groups', 'channels']);
    if (output.height !== 1 || output.width !== 1) {
      throw new RangeError(
        `${name}: ${output.name} is ${output.height}x${output.width}; it must be one pixel`,
      );
    }
    this.name = name;
    this.#spec = spec;
  }

  forward(program: KernelProgram): void {
    const { input, output } = this.#spec;
    program.call(
      'globalMean',
      ...[input.at + input.originBytes, ...strides(input)],
      ...[output.at + output.originBytes, output.groupBytes, output.planeBytes],
      ...[input.groups, input.channels, input.height, input.width],
    );
  }

  backward(program: KernelProgram, _pass: TrainingPass, written: Set<TrainingValue>): void {
    const { input, output } = this.#spec;
    if (!input.gradientAt) return;
    const dx = claimGradient(input, written);
    program.call(
      'globalMeanBackward',
      ...[dx.at, dx.add, ...strides(input)],
      ...[output.gradientAt + output.originBytes, output.groupBytes, output.planeBytes],
      ...[input.groups, input.channels, input.height, input.width],
    );
  }
}
