import type { KernelProgram } from '../../../../kernels/training/kernel-program.ts';
import { matrixIndex } from '../../../../kernels/training/matrix-parameter.ts';
import type { TrainingOperator, TrainingPass } from '../../../../kernels/training/training-operator.ts';
import type { TrainingValue } from '../../../../kernels/training/training-value.ts';
import type { TokenHarness } from './token-harness.ts';

/** y = W x with fixed W [outputs][inputs], by the dense kernel: what joins operators on tokens in a test. */
export class PlainLinear implements TrainingOperator {
  readonly name = 'linear';
  readonly #input: TrainingValue;
  readonly #output: TrainingValue;
  readonly #weightsAt: number;
  readonly #transposedAt: number;
  readonly #onesAt: number;
  readonly #zerosAt: number;
  readonly #sumAt: number;
  readonly #groupOffsets: (value: TrainingValue) => number;

  constructor(
    harness: TokenHarness,
    input: TrainingValue,
    output: TrainingValue,
    weights: readonly number[],
  ) {
    const { memory } = harness;
    const [inputs, outputs] = [input.channels, output.channels];
    const pack = (rows: number, columns: number, at: (row: number, column: number) => number): number => {
      const packed = new Float32Array(Math.ceil(rows / 4) * 4 * columns);
      for (let i = 0; i < rows * columns; i++) {
        const [row, column] = [Math.floor(i / columns), i % columns];
        packed[matrixIndex({ columns }, row, column)] = at(row, column);
      }
      return memory.arena.putFloats(packed);
    };
    this.#input = input;
    this.#output = output;
    this.#weightsAt = pack(outputs, inputs, (o, i) => weights[o * inputs + i]!);
    this.#transposedAt = pack(inputs, outputs, (i, o) => weights[o * inputs + i]!);
    const most = Math.max(inputs, outputs) + 4;
    this.#onesAt = memory.arena.putFloats(new Array(most).fill(1));
    this.#zerosAt = memory.floats(most).at;
    this.#sumAt = memory.floats((input.groups * input.groupBytes) / 4).at;
    this.#groupOffsets = (value) =>
      memory.integers(Array.from({ length: value.groups }, (_, g) => g * value.groupBytes));
  }

  forward(program: KernelProgram, _pass: TrainingPass): void {
    this.#product(program, this.#input, this.#input.at, this.#weightsAt, this.#output, this.#output.at);
  }

  backward(program: KernelProgram, _pass: TrainingPass, written: Set<TrainingValue>): void {
    const [x, y] = [this.#input, this.#output];
    const to = written.has(x) ? this.#sumAt : x.gradientAt;
    this.#product(program, y, y.gradientAt, this.#transposedAt, x, to);
    if (written.has(x)) program.call('addInto', x.gradientAt, to, (x.groups * x.groupBytes) / 4);
    written.add(x);
  }

  #product(
    program: KernelProgram,
    x: TrainingValue,
    xAt: number,
    weightsAt: number,
    y: TrainingValue,
    yAt: number,
  ): void {
    program.call(
      'dense',
      ...[xAt, this.#groupOffsets(x), x.groups, 0, x.channels, weightsAt, 0, Math.ceil(y.channels / 4)],
      ...[this.#onesAt, this.#zerosAt, -Infinity, yAt, this.#groupOffsets(y), 32, 0, 1, 0],
    );
  }
}
