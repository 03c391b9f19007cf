import type { KernelProgram } from '../kernel-program.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkShapes } from './check-shapes.ts';
import { claimGradient } from './claim-gradient.ts';
import { elementRows } from './element-rows.ts';
import { strides } from './strides.ts';

export interface AddSpec {
  readonly name: string;
  readonly a: TrainingValue;
  readonly b: TrainingValue;
  readonly output: TrainingValue;
  /** Default false. */
  readonly relu?: boolean;
}

/** a + b of each element, on request through ReLU. */
export class AddOperator implements TrainingOperator {
  readonly name: string;
  readonly #spec: AddSpec;

  constructor(spec: AddSpec) {
    checkShapes(spec.name, spec.a, spec.output);
    checkShapes(spec.name, spec.b, spec.output);
    this.name = spec.name;
    this.#spec = spec;
  }

  forward(program: KernelProgram): void {
    const { a, b, output, relu = false } = this.#spec;
    program.call(
      'addValues',
      ...[a, b, output].flatMap((value) => [value.at + value.originBytes, ...strides(value)]),
      ...elementRows(a, b, output),
      relu ? 0 : Number.NEGATIVE_INFINITY,
    );
  }

  backward(program: KernelProgram, _pass: TrainingPass, written: Set<TrainingValue>): void {
    const { a, b, output, relu = false } = this.#spec;
    for (const input of [a, b]) {
      if (!input.gradientAt) continue;
      const dx = claimGradient(input, written);
      program.call(
        'passGradient',
        ...[output.at + output.originBytes, output.gradientAt + output.originBytes, ...strides(output)],
        ...[dx.at, dx.add, ...strides(input)],
        ...elementRows(input, output),
        relu ? 1 : 0,
      );
    }
  }
}
