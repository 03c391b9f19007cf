import {
  type DenseMatrix,
  type Int8Range,
  type Int8Rows,
  int8Limits,
  mostInt8Bias,
  packBlockLadder,
  quantiseRows,
  unpackBlockLadder,
} from '../../../kernels/index.ts';
import type { MatrixStep, Plan, PoolStep } from '../execute/plan.ts';
import { UnsupportedNetworkError } from '../execute/unsupported-network-error.ts';
import type { Int8Calibration } from './int8-calibration.ts';

/** A matrix step in integers: q - zero point = nearest(f32(W q + bias) * multiplier), limited to `low` … `high`. */
export interface QuantisedMatrix {
  readonly kind: 'matrix';
  readonly step: MatrixStep;
  /** Of level 0; sparser levels are masks over them. */
  readonly weights: Int8Rows;
  /** [levels][rows], one level without a ladder. */
  readonly bias: Int32Array;
  readonly multiplier: Float32Array;
  readonly low: number;
  readonly high: number;
  readonly input: Int8Range;
  readonly output: Int8Range;
}

/** A pool in integers; a maximum keeps its range, a mean's `ratio` is the input's scale over the output's. */
export interface QuantisedPool {
  readonly kind: 'pool';
  readonly step: PoolStep;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly input: Int8Range;
  readonly output: Int8Range;
}

export type QuantisedStep = QuantisedMatrix | QuantisedPool;

/** A u8 image is its own quantised form. */
export const imageRange: Int8Range = { scale: Math.fround(1 / 255), zeroPoint: 0 };

/**
 * A network in int8, by the recipe int8-ptq-v1: post-training quantisation as ONNX's QDQ form and TensorFlow Lite
 * describe it.
 *
 * - Weights: symmetric, one scale per output channel from level 0, -127 to 127. All levels share the value of a weight;
 *   the batch norm of each level stays outside, in its bias and multiplier.
 * - Activations: 8 bits, asymmetric, one range a tensor from calibration; behind a ReLU unsigned. Images are exact.
 * - Bias: int32 in steps of input scale x weight scale. Sums are exact int32.
 * - Requantisation: float32 multiplication, nearest with ties to even, saturating (as ONNX Runtime and XNNPACK); the
 *   ReLU is its lower limit. Mean pools have a range of their own; a maximum keeps its input's.
 * - Logits are 8 bits too, and are dequantised for softmax, which is that of fp32.
 *
 * @throws UnsupportedNetworkError when 32 bits do not hold a channel's bias, FormatError for weights that cannot be used,
 *   RangeError when the calibration is another network's
 */
export function quantisePlan(plan: Plan, calibration: Int8Calibration): readonly QuantisedStep[] {
  const { outputs } = calibration;
  if (outputs.length !== plan.steps.length || plan.steps.some(({ node }, i) => outputs[i]!.node !== node)) {
    throw new RangeError(
      `network ${plan.network}: the int8 ranges are of ${outputs.map(({ node }) => node).join(', ')}; needed are those of ${plan.steps.map(({ node }) => node).join(', ')}; calibrate it again`,
    );
  }
  return plan.steps.map((step, i): QuantisedStep => {
    const input = i === 0 ? imageRange : outputs[i - 1]!;
    if (step.kind === 'matrix') return quantiseMatrix(plan.network, step, input, outputs[i]!);
    const output = step.pool === 'max' ? input : outputs[i]!;
    const ratio = Math.fround(input.scale / output.scale);
    return { kind: 'pool', step, ratio, ...int8Limits(output), input, output };
  });
}

function quantiseMatrix(
  network: string,
  step: MatrixStep,
  input: Int8Range,
  output: Int8Range,
): QuantisedMatrix {
  const weights = quantiseRows(levelZero(step));
  const { rows, cols } = weights;
  const bias = new Int32Array(step.scale.length);
  const multiplier = new Float32Array(step.scale.length);
  for (let i = 0; i < bias.length; i++) {
    const stepSize = step.scale[i]! * weights.scales[i % rows]! * input.scale;
    const steps = step.bias[i]! === 0 ? 0 : Math.round(step.bias[i]! / stepSize);
    if (Math.abs(steps) <= mostInt8Bias) {
      bias[i] = steps;
      multiplier[i] = stepSize / output.scale;
    } else if (!step.ladder) {
      // A channel that batch norm has all but switched off is its bias alone.
      weights.values.fill(0, i * cols, (i + 1) * cols);
      bias[i] = 2 ** 20;
      multiplier[i] = step.bias[i]! / output.scale / 2 ** 20;
    } else {
      throw new UnsupportedNetworkError(
        network,
        step.node,
        `channel ${i % rows} at level ${Math.floor(i / rows)} has a bias of ${step.bias[i]} beside a scale of ${step.scale[i]}, which no int32 bias holds in int8`,
      );
    }
  }
  return { kind: 'matrix', step, weights, bias, multiplier, ...int8Limits(output, step.relu), input, output };
}

/** Blocks that no level holds are not in level 0 either. */
function levelZero({ weights, ladder, node }: MatrixStep): DenseMatrix {
  if (!ladder) return weights;
  const { order, levelEnds } = ladder.layer;
  return unpackBlockLadder(packBlockLadder(weights, order, levelEnds, 0, `ladder of ${node}`), 0);
}

/** Smallest magnitude of q - zero point that a gate leaves: that of |x| >= threshold in real units. */
export function int8Threshold(threshold: number, { scale }: Int8Range): number {
  let least = Math.min(256, Math.max(0, Math.ceil(threshold / scale)));
  while (least > 0 && (least - 1) * scale >= threshold) least--;
  while (least < 256 && least * scale < threshold) least++;
  return least;
}
