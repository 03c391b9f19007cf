import type { ActivationLayout } from './activation-layout.ts';
import { featurePixels } from './feature-pixels.ts';
import type { KernelRunner, RowCall } from './kernel-runner.ts';
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
    this.#call = {
      kernel: input.lanes === 8 ? 'softmaxPanels' : 'softmaxPixels',
      args: [0, from, 0, 0, input.plane, input.channels, 0, to, output.plane],
      x: { at: 0, plus: 0 },
      y: { at: 6, plus: 0 },
      rows: 2,
      ends: splitRows(offsets.input.length, null, runner.threads),
      scratch: [],
      scratchStride: 0,
      work: offsets.input.length * input.channels * input.lanes * workPerValue,
    };
  }

  /** @param x @param y addresses of the activations; they may be the same where the layouts are */
  run(x: number, y: number): void {
    this.#runner.run(this.#call, x, y);
  }
}
