import { type PointFunction, pointFunctions } from '../../ops/pointwise/point-function.ts';
import type { ActivationLayout } from './activation-layout.ts';
import type { KernelRunner, RowCall } from './kernel-runner.ts';
import { planeStrips, stripArguments } from './plane-strips.ts';
import { splitRows } from './split-rows.ts';

/** Multiply-accumulates of a dense kernel that take about as long as one value of the dearer functions. */
const workPerValue = 16;

/** A function of each element of an activation; ReLU costs nothing in the epilogue of the layer before instead. */
export class PointwiseLayer {
  readonly #runner: KernelRunner;
  readonly #call: RowCall;

  /** @param slope of `leaky-relu` below 0 @throws RangeError when the activations differ */
  constructor(
    runner: KernelRunner,
    name: PointFunction,
    input: ActivationLayout,
    output: ActivationLayout,
    slope = 0.01,
  ) {
    const { planes, channels, height, floats } = planeStrips(input, [input, output], runner.threads);
    const head = [pointFunctions.indexOf(name), slope, 0, 0, channels, height, floats];
    this.#runner = runner;
    this.#call = {
      kernel: 'pointwise',
      args: [...head, ...stripArguments(input), ...stripArguments(output)],
      x: { at: 7, plus: input.origin },
      y: { at: 11, plus: output.origin },
      rows: 2,
      ends: splitRows(planes, null, runner.threads),
      scratch: [],
      scratchStride: 0,
      work: planes * height * floats * workPerValue,
    };
  }

  /** @param x @param y addresses of the activations; they may be the same where the layouts are */
  run(x: number, y: number): void {
    this.#runner.run(this.#call, x, y);
  }
}
