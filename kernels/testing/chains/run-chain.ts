import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { conv2dOutput } from '../../ops/conv2d/conv2d-shape.ts';
import { im2colReference } from '../../ops/conv2d/reference.ts';
import { matmulCondition, matmulReference } from '../../ops/matmul/reference.ts';
import { poolReference } from '../../ops/pool/reference.ts';
import type { ChainLayer, LayerChain } from './layer-chain.ts';

type MatrixLayer = Extract<ChainLayer, { kind: 'conv' | 'gemm' }>;

/** Computes W X with X [cols][n], row by row. */
export type Multiply = (
  weights: DenseMatrix,
  x: Float32Array,
  n: number,
) => ArrayLike<number> | Promise<ArrayLike<number>>;

/** Runs a chain, its matrix products by `multiply`, the rest in float64. @returns one array a sample */
export async function runChain(chain: LayerChain, multiply: Multiply): Promise<Float64Array[]> {
  let activations: Float64Array[] = samplesOf(chain);
  for (const layer of chain.layers) {
    if (layer.kind === 'relu') activations = activations.map((a) => a.map((v) => Math.max(0, v)));
    else if (layer.kind === 'pool')
      activations = activations.map((a) => poolReference(a, layer.shape, layer.pool));
    else {
      const { x, n } = joinColumns(layer, activations);
      const y = await multiply(layer.weights, Float32Array.from(x), n);
      activations = splitColumns(layer, Float64Array.from(y), activations.length, true);
    }
  }
  return activations;
}

/**
 * Runs a chain in float64, together with a bound on how far float32 products in any order may take each value from it:
 * a layer passes its inputs' error on through |W| and adds 2 (cols + 2) unit roundoffs of |W| |x|; ReLU and pools pass
 * it on.
 * @returns value and bound, one array each a sample
 */
export function runChainWithBound(chain: LayerChain): { values: Float64Array[]; bounds: Float64Array[] } {
  let values: Float64Array[] = samplesOf(chain);
  let bounds: Float64Array[] = values.map((v) => new Float64Array(v.length));
  for (const layer of chain.layers) {
    if (layer.kind === 'relu') values = values.map((a) => a.map((v) => Math.max(0, v)));
    else if (layer.kind === 'pool') {
      values = values.map((a) => poolReference(a, layer.shape, layer.pool));
      bounds = bounds.map((b) => poolReference(b, layer.shape, layer.pool));
    } else {
      const { x, n } = joinColumns(layer, values);
      // Inputs are rounded to float32 once more on their way in.
      const errors = joinColumns(layer, bounds).x.map((e, i) => e + 2 ** -24 * (Math.abs(x[i]!) + e));
      const passed = matmulCondition(layer.weights, errors, n);
      const condition = matmulCondition(
        layer.weights,
        x.map((v, i) => Math.abs(v) + errors[i]!),
        n,
      );
      const added = 2 * (layer.weights.cols + 2) * 2 ** -24;
      const bound = passed.map((e, i) => e + added * condition[i]! + 2 ** -149);
      const samples = values.length;
      values = splitColumns(layer, matmulReference(layer.weights, x, n), samples, true);
      bounds = splitColumns(layer, bound, samples, false);
    }
  }
  return { values, bounds };
}

function samplesOf({ images, samples }: LayerChain): Float64Array[] {
  const size = images.length / samples;
  return Array.from({ length: samples }, (_, j) =>
    Float64Array.from(images.subarray(j * size, (j + 1) * size)),
  );
}

/** The columns of all samples side by side: [cols][samples * pixels]. */
function joinColumns({ shape, weights }: MatrixLayer, inputs: readonly Float64Array[]) {
  const out = conv2dOutput(shape);
  const pixels = out.height * out.width;
  const n = inputs.length * pixels;
  const x = new Float64Array(weights.cols * n);
  inputs.forEach((input, j) => {
    const columns = im2colReference(input, shape);
    for (let c = 0; c < weights.cols; c++)
      x.set(columns.subarray(c * pixels, (c + 1) * pixels), c * n + j * pixels);
  });
  return { x, n };
}

function splitColumns(
  { weights, bias }: MatrixLayer,
  y: Float64Array,
  samples: number,
  biased: boolean,
): Float64Array[] {
  const n = weights.rows === 0 ? 0 : y.length / weights.rows;
  const pixels = n / samples;
  return Array.from({ length: samples }, (_, j) => {
    const out = new Float64Array(weights.rows * pixels);
    for (let i = 0; i < out.length; i++) {
      const r = Math.floor(i / pixels);
      out[i] = y[r * n + j * pixels + (i % pixels)]! + (biased ? bias[r]! : 0);
    }
    return out;
  });
}
