import { type DenseMatrix, validateDenseMatrix } from '../../formats/dense-matrix.ts';
import { type Conv2dShape, conv2dOutput } from '../../ops/conv2d/conv2d-shape.ts';
import type { ActivationLayout } from './activation-layout.ts';
import { checkBorder, checkWindow } from './check-window.ts';
import type { KernelRunner } from './kernel-runner.ts';
import type { LayerEpilogue } from './matrix-layer.ts';
import { type RowCall, rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';

/**
 * Convolution with as many groups as channels: each output channel is one filter over one input channel, for any window,
 * stride, dilation and padding, with scale, bias and ReLU in the kernel.
 */
export class DepthwiseLayer {
  readonly rows: number;
  readonly #runner: KernelRunner;
  readonly #call: RowCall;

  /**
   * @param weights [output channels][kernelH * kernelW]; output channel c reads input channel c / multiplier, the
   * multiplier being output channels / channels @param epilogue of one level
   * @throws RangeError or FormatError when the parts do not fit
   */
  constructor(
    arena: WasmArena,
    runner: KernelRunner,
    weights: DenseMatrix,
    shape: Conv2dShape,
    epilogue: LayerEpilogue,
    input: ActivationLayout,
    output: ActivationLayout,
  ) {
    validateDenseMatrix(weights, 'depthwise weights');
    const { rows } = weights;
    const taps = shape.kernelH * shape.kernelW;
    if (weights.cols !== taps || rows % shape.channels !== 0 || rows === 0) {
      throw new RangeError(
        `depthwise weights of ${rows} x ${weights.cols}; a multiple of ${shape.channels} rows and ${taps} columns are needed`,
      );
    }
    if ((shape.groups ?? shape.channels) !== shape.channels) {
      throw new RangeError(`${shape.groups} groups; a depthwise layer has ${shape.channels}, its channels`);
    }
    checkWindow(shape, input, output, rows);
    checkBorder(shape, input);
    this.rows = rows;
    this.#runner = runner;
    const tapOffsets = Uint32Array.from(
      { length: taps },
      (_, t) =>
        Math.floor(t / shape.kernelW) * shape.dilationH * input.pitch +
        (t % shape.kernelW) * shape.dilationW * input.element,
    );
    const perRow = (values: Float32Array | undefined, missing: number, name: string) => {
      if (values && (values.length !== rows || !values.every(Number.isFinite))) {
        throw new RangeError(`${name}: ${rows} finite values are needed, found ${values.length}`);
      }
      return arena.putFloats(values ?? new Float32Array(rows).fill(missing));
    };
    const tables = [
      ...[arena.putIntegers(tapOffsets), taps, arena.putFloats(weights.values)],
      ...[perRow(epilogue.scale, 1, 'scale'), perRow(epilogue.bias, 0, 'bias')],
      epilogue.relu ? 0 : Number.NEGATIVE_INFINITY,
    ];
    const start = input.origin - shape.padTop * input.pitch - shape.padLeft * input.element;
    const steps = [shape.strideH * input.pitch, shape.strideW * input.element];
    const out = conv2dOutput(shape);
    const from = ['x', input.groups, input.group, input.plane, ...steps, 'first row', 'last row'] as const;
    const to = ['y', output.group, output.plane, output.pitch, out.height, out.width] as const;
    this.#call = rowCall(
      input.lanes === 8 ? 'depthwisePanels' : 'depthwisePixels',
      [...from, rows / shape.channels, ...tables, ...to],
      {
        ends: splitRows(rows, null, runner.threads),
        work: rows * taps * out.height * out.width * input.groups * input.lanes,
        scratchStride: 0,
      },
      { x: start, y: output.origin },
    );
  }

  /** @param x @param y addresses of the activations; the border of x holds zeros */
  run(x: number, y: number): void {
    this.#runner.run(this.#call, x, y);
  }
}
