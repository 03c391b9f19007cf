import { type ActivationLayout, type Int8Range, int8RangeOf } from '../../../kernels/index.ts';
import type { Network } from '../../network/network.ts';
import { compilePlan } from '../execute/compile-plan.ts';
import { WasmExecutor } from '../execute/wasm-executor.ts';
import { pointList, ungatedPoints } from '../point-list.ts';
import { type Int8Calibration, int8Recipe } from './int8-calibration.ts';

const calibrationRule =
  'Least and largest value of each fp32 output over all samples at every ungated level, one range a step for all levels.';

/**
 * Ranges of a network's activations, by executing samples in fp32 with the reproducible kernels.
 * @param samples images [count][784] u8 of validation data and what they are
 * @throws UnsupportedNetworkError, FormatError or RangeError when the network cannot be executed
 */
export function calibrateInt8(
  network: Network,
  samples: { readonly images: Uint8Array; readonly count: number; readonly name: string },
): Int8Calibration {
  const { steps } = compilePlan(network);
  const executor = new WasmExecutor(network);
  const ends = steps.map(() => ({ least: 0, most: 0 }));
  for (const point of ungatedPoints(pointList(network, null))) {
    executor.observe(samples.images, samples.count, point, (step, values, layout, live) => {
      widen(ends[step]!, values, layout, live);
    });
  }
  const ranges: Int8Range[] = [];
  steps.forEach((step, i) => {
    // A maximum is one of its inputs, in their steps.
    const inherits = step.kind === 'pool' && step.pool === 'max' && i > 0;
    ranges.push(inherits ? ranges[i - 1]! : int8RangeOf(ends[i]!.least, ends[i]!.most));
  });
  return {
    version: 1,
    recipe: int8Recipe,
    networkHash: network.hash,
    rule: calibrationRule,
    data: samples.name,
    samples: samples.count,
    outputs: steps.map(({ node }, i) => ({ node, ...ranges[i]! })),
  };
}

function widen(
  ends: { least: number; most: number },
  values: Float32Array,
  { channels, plane, pitch, origin, height, width, lanes }: ActivationLayout,
  live: number,
): void {
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < height; y++) {
      const row = (c * plane + origin + y * pitch) / 4;
      for (let x = 0; x < width; x++) {
        for (let j = 0; j < live; j++) {
          const v = values[row + x * lanes + j]!;
          if (v < ends.least) ends.least = v;
          else if (v > ends.most) ends.most = v;
        }
      }
    }
  }
}
