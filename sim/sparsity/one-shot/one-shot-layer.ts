import { blockHeight, conv2dOutput, packBlockLadder } from '../../../kernels/index.ts';
import { type BlockOrder, levelsOfBlocks } from './block-order.ts';
import { blocksByMagnitude, blocksByObs, blocksByWanda } from './choose-blocks.ts';
import { fitEpilogue } from './fit-epilogue.ts';
import { fitValues } from './fit-values.ts';
import { inputMeanSquares, inputMoments } from './input-moments.ts';
import { levelImportance } from './level-importance.ts';
import type { MatrixNetworkStep } from './network-step.ts';
import type { OneShotLayer, OneShotOptions } from './one-shot-options.ts';
import { sampledPixels } from './sampled-columns.ts';
import { sampledOutputs } from './sampled-outputs.ts';

const defaultDamping = 0.01;
const defaultPixels = 16_384;

/**
 * Prunes one layer: chooses its blocks, fits the values that all levels share (method `obs`) and the epilogue
 * of every level.
 * @param dense input of the layer in the dense network, [count][channels][height][width]
 * @param inputs the same in the network as pruned so far, per level
 */
export function oneShotLayer(
  step: MatrixNetworkStep,
  dense: Float32Array,
  inputs: readonly Float32Array[],
  count: number,
  options: OneShotOptions,
): OneShotLayer {
  const { sparsities, method, damping = defaultDamping, targetLevel, gains = 'statistics' } = options;
  const { weights, shape } = step;
  const { rows, cols } = weights;
  const { height: outHeight, width: outWidth } = conv2dOutput(shape);
  const pixels = sampledPixels(shape, count, options.mostPixels ?? defaultPixels);
  const targets = sampledOutputs(weights, dense, shape, pixels);
  const compensates = method === 'obs' && targetLevel !== 0;
  let blocks: BlockOrder;
  let values: Float32Array = weights.values.slice();
  if (method === 'obs') {
    const ofDense = inputMoments(dense, shape, pixels, targets);
    blocks = blocksByObs(step, sparsities, ofDense.covariance, damping);
    if (compensates) {
      const moments = inputs.map((x) => (x === dense ? ofDense : inputMoments(x, shape, pixels, targets)));
      const levelOf = levelsOfBlocks(blocks, (rows / blockHeight) * cols);
      values = fitValues(weights, levelOf, moments, levelImportance(sparsities, targetLevel), damping);
    }
  } else if (method === 'wanda') {
    blocks = blocksByWanda(step, sparsities, inputMeanSquares(dense, shape, pixels));
  } else {
    blocks = blocksByMagnitude(step, sparsities);
  }
  const ladder = packBlockLadder({ rows, cols, values }, blocks.order, blocks.levelEnds, 0, step.node);
  const scale = new Float32Array(sparsities.length * rows);
  const bias = new Float32Array(sparsities.length * rows);
  const relativeErrors: number[] = [];
  let first = new Float64Array(rows).fill(1);
  inputs.forEach((x, k) => {
    if (k === 0 && !compensates) {
      scale.set(step.scale);
      bias.set(step.bias);
      relativeErrors.push(0);
      return;
    }
    const outputs = sampledOutputs({ ladder, level: k }, x, shape, pixels);
    const { gain, offset, relativeError } = fitEpilogue(outputs, targets, rows, gains);
    if (k === 0) first = gain.slice();
    for (let r = 0; r < rows; r++) {
      // The gain of level 0 goes into the values, so that the plain graph keeps its scales.
      scale[k * rows + r] = (step.scale[r]! * gain[r]!) / first[r]!;
      bias[k * rows + r] = step.bias[r]! + step.scale[r]! * offset[r]!;
    }
    relativeErrors.push(relativeError);
  });
  for (let i = 0; i < values.length; i++) values[i] = values[i]! * first[Math.floor(i / cols)]!;
  return {
    node: step.node,
    rows,
    cols,
    pixels: outHeight * outWidth,
    values,
    ...blocks,
    denseScale: step.scale,
    denseBias: step.bias,
    scale,
    bias,
    relativeErrors,
  };
}
