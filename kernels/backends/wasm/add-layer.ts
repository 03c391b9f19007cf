import type { ActivationLayout } from './activation-layout.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { type PlaneStrips, planeStrips, stripsAt } from './plane-strips.ts';
import { splitRows } from './split-rows.ts';

/** Sum of two activations of one volume, with ReLU or without: a residual connection. */
export class AddLayer {
  readonly #runner: KernelRunner;
  readonly #layouts: readonly [ActivationLayout, ActivationLayout, ActivationLayout];
  readonly #strips: PlaneStrips;
  readonly #ends: number[];
  readonly #floor: number;

  /** @throws RangeError when the activations differ */
  constructor(
    runner: KernelRunner,
    first: ActivationLayout,
    second: ActivationLayout,
    output: ActivationLayout,
    relu = false,
  ) {
    this.#runner = runner;
    this.#layouts = [first, second, output];
    this.#strips = planeStrips(output, this.#layouts, runner.threads);
    this.#ends = splitRows(this.#strips.planes, null, runner.threads);
    this.#floor = relu ? 0 : Number.NEGATIVE_INFINITY;
  }

  /** @param a @param b @param y addresses of the activations; y may be either of the others */
  run(a: number, b: number, y: number): void {
    const { channels, height, floats } = this.#strips;
    const places = [a, b, y].flatMap((at, i) => stripsAt(this.#layouts[i]!, at));
    const args = [this.#floor, 0, 0, channels, height, floats, ...places];
    this.#runner.run({ kernel: 'addPlanes', args, at: 1, scratch: [] }, this.#ends, 0);
  }
}
