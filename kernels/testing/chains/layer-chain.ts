import fc from 'fast-check';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { type Conv2dShape, conv2dOutput } from '../../ops/conv2d/conv2d-shape.ts';
import type { PoolKind } from '../../ops/pool/reference.ts';
import { type CaseSpec, caseSpec } from '../case-spec.ts';
import { weightValues } from '../case-values.ts';
import { patternMask } from '../sparse-pattern.ts';
import { type ChainShape, chainShape, type LayerShape } from './chain-shape.ts';

/** A layer as plain data. */
export type ChainLayer =
  | {
      /** `gemm` has a window as large as its input: one output pixel. */
      readonly kind: 'conv' | 'gemm';
      /** [output channels][channels * kernelH * kernelW] */
      readonly weights: DenseMatrix;
      /** [output channels] */
      readonly bias: Float32Array;
      readonly shape: Conv2dShape;
    }
  | { readonly kind: 'relu' }
  | { readonly kind: 'pool'; readonly pool: PoolKind; readonly shape: Conv2dShape };

/** A small network and the images it is run on, as plain data. */
export interface LayerChain {
  readonly layers: readonly ChainLayer[];
  readonly samples: number;
  /** [samples][channels][height][width] */
  readonly images: Float32Array;
}

/** Gives a shape weights and images that follow from a seed. */
export function layerChain(
  shape: ChainShape,
  spec: Pick<CaseSpec, 'density' | 'pattern' | 'values' | 'seed' | 'n'>,
): LayerChain {
  const { density, pattern, values: kind, seed, n: samples } = spec;
  let { channels, height, width } = shape;
  const images = weightValues(kind, seed, samples, channels * height * width);
  const layers = shape.layers.map((layer, i): ChainLayer => {
    if (layer.kind === 'relu') return { kind: 'relu' };
    const window = windowOf(layer, channels, height, width);
    ({ height, width } = conv2dOutput(window));
    if (layer.kind === 'max-pool' || layer.kind === 'mean-pool')
      return { kind: 'pool', pool: layer.kind === 'max-pool' ? 'max' : 'mean-inside', shape: window };
    const [rows, cols] = [layer.outputs, channels * window.kernelH * window.kernelW];
    channels = rows;
    const drawn = weightValues(kind, seed + 10 * i + 1, rows, cols);
    const mask = patternMask(pattern, rows, cols, density, seed + 10 * i + 2);
    return {
      kind: layer.kind,
      weights: { rows, cols, values: drawn.map((value, at) => (mask[at] ? value : 0)) },
      bias: weightValues(kind, seed + 10 * i + 3, rows, 1),
      shape: window,
    };
  });
  return { layers, samples, images };
}

function windowOf(layer: LayerShape, channels: number, height: number, width: number): Conv2dShape {
  const whole = layer.kind === 'gemm';
  const kernelH = whole ? height : Math.min(layer.kernel, height);
  const kernelW = whole ? width : Math.min(layer.kernel, width);
  // A window that lies in padding alone has no mean.
  const [padH, padW] = whole ? [0, 0] : [Math.min(layer.pad, kernelH - 1), Math.min(layer.pad, kernelW - 1)];
  const stride = whole ? 1 : layer.stride;
  return {
    ...{ channels, height, width, kernelH, kernelW },
    ...{ strideH: stride, strideW: stride, dilationH: 1, dilationW: 1 },
    ...{ padTop: padH, padLeft: padW, padBottom: padH, padRight: padW },
  };
}

/** A case of a network: what a network is made from, in place of the sides of one matrix. */
export const chainSpec: fc.Arbitrary<CaseSpec> = fc
  .record({ spec: caseSpec(['integer', 'uniform']), chain: chainShape, n: fc.integer({ min: 1, max: 3 }) })
  .map(({ spec, chain, n }) => ({ ...spec, rows: 0, cols: 0, n, chain }));

/** Whole small networks: conv, gemm, ReLU and pools in a chain, weights of any pattern and density. */
export const layerChains: fc.Arbitrary<LayerChain> = chainSpec.map((spec) => layerChain(spec.chain!, spec));
