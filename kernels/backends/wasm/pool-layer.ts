import { type Conv2dShape, conv2dOutput } from '../../ops/conv2d/conv2d-shape.ts';
import type { PoolKind } from '../../ops/pool/reference.ts';
import type { ActivationLayout } from './activation-layout.ts';
import { checkWindow } from './check-window.ts';
import type { WasmExports } from './wasm-module.ts';

const codes: Readonly<Record<PoolKind, number>> = { max: 0, 'mean-inside': 1, 'mean-whole': 2 };

/**
 * Pooling of each channel; windows are clipped to the image, so the input's border is not read. A window of the whole
 * image is the global mean.
 */
export class PoolLayer {
  readonly #kernels: WasmExports;
  readonly #input: ActivationLayout;
  readonly #outGroup: number;
  readonly #args: (x: number, y: number) => number[];

  /** @throws RangeError when the parts do not fit, the window is dilated or may lie wholly in the padding */
  constructor(
    kernels: WasmExports,
    shape: Conv2dShape,
    kind: PoolKind,
    input: ActivationLayout,
    output: ActivationLayout,
  ) {
    const s = shape;
    checkWindow(shape, input, output, shape.channels);
    if (s.dilationH !== 1 || s.dilationW !== 1) {
      throw new RangeError(`a pool of dilation ${s.dilationH} x ${s.dilationW}; only 1 x 1 is supported`);
    }
    if (Math.max(s.padTop, s.padBottom) >= s.kernelH || Math.max(s.padLeft, s.padRight) >= s.kernelW) {
      throw new RangeError(
        'a pool whose padding is not smaller than its window, which then may hold no pixel',
      );
    }
    const out = conv2dOutput(shape);
    this.#kernels = kernels;
    this.#input = input;
    this.#args = (x, y) => [
      ...[x + input.origin, input.plane, input.pitch, s.channels, s.height, s.width, input.lanes],
      ...[s.kernelH, s.kernelW, s.strideH, s.strideW, s.padTop, s.padLeft, codes[kind]],
      ...[y + output.origin, output.plane, output.pitch, out.height, out.width],
    ];
    this.#outGroup = output.group;
  }

  /** @param x @param y addresses of the activations @param groups the first groups alone */
  run(x: number, y: number, groups = this.#input.groups): void {
    if (!(groups >= 1 && groups <= this.#input.groups)) {
      throw new RangeError(`${groups} groups of activations; this layer has ${this.#input.groups}`);
    }
    for (let g = 0; g < groups; g++) {
      this.#kernels.pool(...this.#args(x + g * this.#input.group, y + g * this.#outGroup));
    }
  }
}
