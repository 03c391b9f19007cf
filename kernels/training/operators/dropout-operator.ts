import type { KernelProgram } from '../kernel-program.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkShapes } from './check-shapes.ts';
import { claimGradient } from './claim-gradient.ts';
import { elementRows } from './element-rows.ts';
import { strides } from './strides.ts';

export interface DropoutSpec {
  readonly name: string;
  readonly input: TrainingValue;
  readonly output: TrainingValue;
  /** Share of elements that become 0, in [0, 1). */
  readonly rate: number;
  /** Address of a uint32 that changes every step. */
  readonly seedAt: number;
  /** Another number for each operator and shard, so that their masks differ. */
  readonly stream: number;
}

/**
 * Dropout (Srivastava et al. 2014), scaled by 1 / (1 - rate) in training; a copy in `evaluate`. The mask is a hash of
 * seed, stream and element: backward makes it anew, nothing is kept.
 */
export class DropoutOperator implements TrainingOperator {
  readonly name: string;
  readonly #spec: DropoutSpec;

  constructor(spec: DropoutSpec) {
    const { name, input, output, rate } = spec;
    checkShapes(name, input, output);
    if (!(rate >= 0 && rate < 1)) throw new RangeError(`${name}: rate ${rate} is not in [0, 1)`);
    this.name = name;
    this.#spec = spec;
  }

  forward(program: KernelProgram, { mode }: TrainingPass): void {
    const { input, output } = this.#spec;
    program.call(
      'dropout',
      ...[input.at + input.originBytes, ...strides(input)],
      ...[output.at + output.originBytes, 0, ...strides(output)],
      ...this.#rest(mode),
    );
  }

  backward(program: KernelProgram, { mode }: TrainingPass, written: Set<TrainingValue>): void {
    const { input, output } = this.#spec;
    if (!input.gradientAt) return;
    const dx = claimGradient(input, written);
    program.call(
      'dropout',
      ...[output.gradientAt + output.originBytes, ...strides(output), dx.at, dx.add, ...strides(input)],
      ...this.#rest(mode),
    );
  }

  #rest(mode: TrainingPass['mode']): number[] {
    const { input, output, seedAt, stream } = this.#spec;
    const rate = mode === 'train' ? this.#spec.rate : 0;
    const threshold = Math.min(Math.round(rate * 2 ** 32), 2 ** 32 - 1);
    return [...elementRows(input, output), seedAt, stream, threshold, 1 / (1 - rate)];
  }
}
