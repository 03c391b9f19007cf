import { type PointFunction, pointFunctions } from '../../ops/pointwise/point-function.ts';
import type { ActivationLayout } from './activation-layout.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { type PlaneStrips, planeStrips, stripsAt } from './plane-strips.ts';
import { splitRows } from './split-rows.ts';

/** A function of each element of an activation; ReLU costs nothing in the epilogue of the layer before instead. */
export class PointwiseLayer {
  readonly #runner: KernelRunner;
  readonly #input: ActivationLayout;
  readonly #output: ActivationLayout;
  readonly #strips: PlaneStrips;
  readonly #ends: number[];
  readonly #head: number[];

  /** @param slope of `leaky-relu` below 0 @throws RangeError when the activations differ */
  constructor(
    runner: KernelRunner,
    name: PointFunction,
    input: ActivationLayout,
    output: ActivationLayout,
    slope = 0.01,
  ) {
    this.#runner = runner;
    this.#input = input;
    this.#output = output;
    this.#strips = planeStrips(input, [input, output], runner.threads);
    this.#ends = splitRows(this.#strips.planes, null, runner.threads);
    this.#head = [pointFunctions.indexOf(name), slope];
  }

  /** @param x @param y addresses of the activations; they may be the same where the layouts are */
  run(x: number, y: number): void {
    const { channels, height, floats } = this.#strips;
    const places = [...stripsAt(this.#input, x), ...stripsAt(this.#output, y)];
    const args = [...this.#head, 0, 0, channels, height, floats, ...places];
    this.#runner.run({ kernel: 'pointwise', args, at: 2, scratch: [] }, this.#ends, 0);
  }
}
