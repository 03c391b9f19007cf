import type { NormKind, NormParameters } from '../../ops/norm/reference.ts';
import type { ActivationLayout } from './activation-layout.ts';
import { featurePixels } from './feature-pixels.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { PartialCalls } from './partial-calls.ts';
import { rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';

/** Multiply-accumulates of a dense kernel that take about as long as one value. */
const workPerValue = 8;

/**
 * Layer norm or RMS norm over the features (channels) of each token or pixel. Mean and variance are taken in two passes
 * in float64; each result is within 4 * 2^-24 (|gamma x'| + |beta|) of the exact one, x' the normalised value.
 */
export class NormLayer {
  readonly #runner: KernelRunner;
  readonly #calls: PartialCalls;

  /** @throws RangeError when the activations differ, or the parameters are not finite or not one a feature */
  constructor(
    arena: WasmArena,
    runner: KernelRunner,
    kind: NormKind,
    { gamma, beta, epsilon = 1e-5 }: NormParameters,
    input: ActivationLayout,
    output: ActivationLayout,
  ) {
    const offsets = featurePixels(input, output);
    if (!(epsilon >= 0 && epsilon < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`epsilon is ${epsilon}; a finite number of 0 or more is needed`);
    }
    const features = input.channels;
    const put = (values: ArrayLike<number> | undefined, missing: number, name: string) => {
      const all = Float32Array.from({ length: features }, (_, i) => values?.[i] ?? missing);
      if ((values?.length ?? features) !== features || !all.every(Number.isFinite)) {
        throw new RangeError(`${name}: ${features} finite values are needed, found ${values?.length}`);
      }
      return arena.putFloats(all);
    };
    const scale = put(gamma, 1, 'gamma');
    const shift = put(beta, 0, 'beta');
    const [from, to] = [arena.putIntegers(offsets.input), arena.putIntegers(offsets.output)];
    const how = [input.plane, features, kind === 'layer' ? 1 : 0, epsilon, scale, shift];
    this.#runner = runner;
    const rest = {
      ends: splitRows(offsets.input.length, null, runner.threads),
      work: offsets.input.length * features * input.lanes * workPerValue,
      scratchStride: 0,
    };
    const kernel = input.lanes === 8 ? 'normPanels' : 'normPixels';
    const rows = ['first row', 'last row'] as const;
    const call = rowCall(kernel, ['x', from, ...rows, ...how, 'y', to, output.plane], rest);
    this.#calls = new PartialCalls(call, offsets.input.length, input.groups);
  }

  /**
   * @param x @param y addresses of the activations; they may be the same where the layouts are
   * @param groups the first groups alone; default all
   */
  run(x: number, y: number, groups?: number): void {
    this.#runner.run(this.#calls.over(groups), x, y);
  }
}
