import type { KernelProgram } from '../kernel-program.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkShapes } from './check-shapes.ts';
import { claimGradient } from './claim-gradient.ts';
import { elementRows } from './element-rows.ts';
import { strides } from './strides.ts';

/** In the order of the kernel's codes; definitions in ops/pointwise/point-function.ts. */
const kinds = ['relu', 'gelu-tanh', 'silu'] as const;

export interface ActivationSpec {
  readonly name: string;
  readonly input: TrainingValue;
  readonly output: TrainingValue;
  readonly kind: (typeof kinds)[number];
}

/** A function of each element. The derivative of ReLU at 0 is 0. */
export class ActivationOperator implements TrainingOperator {
  readonly name: string;
  readonly #spec: ActivationSpec;

  constructor(spec: ActivationSpec) {
    checkShapes(spec.name, spec.input, spec.output);
    this.name = spec.name;
    this.#spec = spec;
  }

  forward(program: KernelProgram): void {
    const { input, output, kind } = this.#spec;
    program.call(
      'activate',
      kinds.indexOf(kind),
      ...[
        input.at + input.originBytes,
        ...strides(input),
        output.at + output.originBytes,
        ...strides(output),
      ],
      ...elementRows(input, output),
    );
  }

  backward(program: KernelProgram, _pass: TrainingPass, written: Set<TrainingValue>): void {
    const { input, output, kind } = this.#spec;
    if (!input.gradientAt) return;
    const dx = claimGradient(input, written);
    program.call(
      'activateBackward',
      kinds.indexOf(kind),
      ...[input.at + input.originBytes, dx.at, dx.add, ...strides(input)],
      ...[output.gradientAt + output.originBytes, ...strides(output)],
      ...elementRows(input, output),
    );
  }
}
