import type { ActivationLayout } from './activation-layout.ts';
import { featurePixels } from './feature-pixels.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';

/**
 * Softmax over the features (channels) of each token or pixel. The largest value is taken out first and the sum is in
 * float64; each probability is within 8 * 2^-24 of the exact one. A token whose features are all minus infinity gives
 * NaN. Rows of a row-major matrix are the activation of one lane, one pixel, a group a row.
 */
export class SoftmaxLayer {
  readonly #runner: KernelRunner;
  readonly #ends: number[];
  readonly #args: (x: number, y: number) => number[];
  readonly #kernel: 'softmaxPanels' | 'softmaxPixels';

  /** @throws RangeError when the activations differ */
  constructor(arena: WasmArena, runner: KernelRunner, input: ActivationLayout, output: ActivationLayout) {
    const offsets = featurePixels(input, output);
    const [from, to] = [arena.putIntegers(offsets.input), arena.putIntegers(offsets.output)];
    this.#runner = runner;
    this.#ends = splitRows(offsets.input.length, null, runner.threads);
    this.#kernel = input.lanes === 8 ? 'softmaxPanels' : 'softmaxPixels';
    this.#args = (x, y) => [x, from, 0, 0, input.plane, input.channels, y, to, output.plane];
  }

  /** @param x @param y addresses of the activations; they may be the same where the layouts are */
  run(x: number, y: number): void {
    this.#runner.run({ kernel: this.#kernel, args: this.#args(x, y), at: 2, scratch: [] }, this.#ends, 0);
  }
}
