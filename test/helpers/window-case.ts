import { type Conv2dShape, conv2dOutput, conv2dReference, type DenseMatrix } from '../../kernels/index.ts';
import { expectClose } from '../../kernels/testing/index.ts';

/** Scale, bias and ReLU, row by row. */
export interface RowEpilogue {
  readonly scale: Float32Array;
  readonly bias: Float32Array;
  readonly relu: boolean;
}

/** Splits [samples][...] into its samples. */
export function samplesOf(x: Float32Array, samples: number): Float32Array[] {
  const size = x.length / samples;
  return Array.from({ length: samples }, (_, i) => x.subarray(i * size, (i + 1) * size));
}

/** Compares a convolution of several samples, and its epilogue, with float64 by condition-scaled tolerance. */
export function expectConvolution(
  found: Float32Array,
  weights: DenseMatrix,
  x: Float32Array,
  samples: number,
  s: Conv2dShape,
  { scale, bias, relu }: RowEpilogue,
  what: string,
): void {
  const out = conv2dOutput(s);
  const pixels = out.height * out.width;
  const magnitudes = { ...weights, values: weights.values.map(Math.abs) };
  const inputs = samplesOf(x, samples);
  samplesOf(found, samples).forEach((y, i) => {
    const rowOf = (at: number) => Math.floor(at / pixels);
    const exact = conv2dReference(weights, inputs[i]!, s).map((v, at) => {
      const finished = v * scale[rowOf(at)]! + bias[rowOf(at)]!;
      return relu ? Math.max(0, finished) : finished;
    });
    const condition = conv2dReference(magnitudes, inputs[i]!.map(Math.abs), s).map(
      (v, at) => v * Math.abs(scale[rowOf(at)]!) + Math.abs(bias[rowOf(at)]!),
    );
    expectClose(y, exact, condition, weights.cols + 4, `${what}, sample ${i}`);
  });
}
