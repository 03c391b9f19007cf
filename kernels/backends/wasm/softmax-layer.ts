import type { ActivationLayout } from './activation-layout.ts';
import { featurePixels } from './feature-pixels.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { type RowCall, rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';

/** Multiply-accumulates of a dense kernel that take about as long as one value. */
const workPerValue = 16;

/**
 * Softmax over the features (channels) of each token or pixel. The largest value is taken out first and the sum is in
 * float64; each probability is within 8 * 2^-24 of the exact one. A token whose features are all minus infinity gives
 * NaN. Rows of a row-major matrix are the activation of one lane, one pixel, a group a row.
 */
export class SoftmaxLayer {
  readonly #runner: KernelRunner;
  readonly #call: RowCall;

  /** @throws RangeError when the activations differ */
  constructor(arena: WasmArena, runner: KernelRunner, input: ActivationLayout, output: ActivationLayout) {
    const offsets = featurePixels(input, output);
    const [from, to] = [arena.putIntegers(offsets.input), arena.putIntegers(offsets.output)];
    this.#runner = runner;
    const rest = {
      ends: splitRows(offsets.input.length, null, runner.threads),
      work: offsets.input.length * input.channels * input.lanes * workPerValue,
      scratchStride: 0,
    };
    this.#call = rowCall(
      input.lanes === 8 ? 'softmaxPanels' : 'softmaxPixels',
      ['x', from, 'first row', 'last row', input.plane, input.channels, 'y', to, output.plane],
      rest,
    );
  }

  /** @param x @param y addresses of the activations; they may be the same where the layouts are */
  run(x: number, y: number): void {
    this.#runner.run(this.#call, x, y);
  }
}
