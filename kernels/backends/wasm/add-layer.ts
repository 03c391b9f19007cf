import type { ActivationLayout } from './activation-layout.ts';
import type { KernelRunner, RowCall } from './kernel-runner.ts';
import { planeStrips, stripArguments } from './plane-strips.ts';
import { splitRows } from './split-rows.ts';

const secondAt = 10;

/** Sum of two activations of one volume, with ReLU or without: a residual connection. */
export class AddLayer {
  readonly #runner: KernelRunner;
  readonly #call: RowCall;
  readonly #secondOrigin: number;

  /** @throws RangeError when the activations differ */
  constructor(
    runner: KernelRunner,
    first: ActivationLayout,
    second: ActivationLayout,
    output: ActivationLayout,
    relu = false,
  ) {
    const layouts = [first, second, output];
    const { planes, channels, height, floats } = planeStrips(output, layouts, runner.threads);
    const head = [relu ? 0 : Number.NEGATIVE_INFINITY, 0, 0, channels, height, floats];
    this.#runner = runner;
    this.#secondOrigin = second.origin;
    this.#call = {
      kernel: 'addPlanes',
      args: [...head, ...layouts.flatMap(stripArguments)],
      x: { at: 6, plus: first.origin },
      y: { at: 14, plus: output.origin },
      rows: 1,
      ends: splitRows(planes, null, runner.threads),
      scratch: [],
      scratchStride: 0,
      work: planes * height * floats,
    };
  }

  /** @param a @param b @param y addresses of the activations; y may be either of the others */
  run(a: number, b: number, y: number): void {
    this.#call.args[secondAt] = b + this.#secondOrigin;
    this.#runner.run(this.#call, a, y);
  }
}
