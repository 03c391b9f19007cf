import {
  im2colReference,
  int8PoolReference,
  int8SumsReference,
  requantiseReference,
  softmaxReference,
} from '../../../kernels/index.ts';
import type { Network } from '../../network/network.ts';
import type { BatchOutcome, NetworkExecutor } from '../executor.ts';
import type { Int8Calibration } from '../int8/int8-calibration.ts';
import { type QuantisedMatrix, type QuantisedStep, quantisePlan } from '../int8/quantise-plan.ts';
import type { OperatingPoint } from '../operating-point.ts';
import { checkPoint } from './check-point.ts';
import { compilePlan } from './compile-plan.ts';
import { emptyOutcome } from './outcome-arrays.ts';
import { matrixSteps, type Plan } from './plan.ts';

/** The recipe in plain integers, one image at a time: slow, and independent of the kernels, their layouts and packing. */
export class Int8ReferenceExecutor implements NetworkExecutor {
  readonly backend = 'reference';
  readonly layers: readonly string[];
  readonly #plan: Plan;
  readonly #steps: readonly QuantisedStep[];

  constructor(network: Network, calibration: Int8Calibration) {
    this.#plan = compilePlan(network);
    this.#steps = quantisePlan(this.#plan, calibration);
    this.layers = matrixSteps(this.#plan).map((step) => step.node);
  }

  run(images: Uint8Array, count: number, point: OperatingPoint): BatchOutcome {
    const { input, softmax, classes } = this.#plan;
    checkPoint(this.#plan, point, 0);
    const imageBytes = input.channels * input.height * input.width;
    const outcome = emptyOutcome(this.#plan, images, count, imageBytes);
    const { scale } = this.#steps.at(-1)!.output;
    for (let j = 0; j < count; j++) {
      let values = Int16Array.from(images.subarray(j * imageBytes, (j + 1) * imageBytes));
      let layer = j * this.layers.length;
      for (const step of this.#steps) {
        if (step.kind === 'pool') {
          const { shape, pool } = step.step;
          values = Int16Array.from(int8PoolReference(values, shape, pool, step.ratio, step.low, step.high));
        } else {
          values = runMatrix(step, values, point, outcome, layer++);
        }
      }
      const logits = Float32Array.from(values, (q) => q * scale);
      const probabilities = softmaxReference(logits);
      const top = probabilities.reduce((best, p, c) => (p > probabilities[best]! ? c : best), 0);
      outcome.logits.set(softmax ? probabilities : logits, j * classes);
      outcome.topClass[j] = top;
      outcome.confidence[j] = Math.round(probabilities[top]! * 65535);
    }
    return outcome;
  }
}

function runMatrix(
  { step, weights, bias, multiplier, low, high, input }: QuantisedMatrix,
  values: Int16Array,
  point: OperatingPoint,
  outcome: BatchOutcome,
  to: number,
): Int16Array<ArrayBuffer> {
  const { shape, ladder } = step;
  const { rows, cols } = weights;
  const level = ladder ? point.levels[ladder.index]! : 0;
  const gate = ladder ? point.gates[ladder.index]! : null;
  const kept = gate === null ? values : values.map((q) => (Math.abs(q) * input.scale < gate ? 0 : q));
  const columns = im2colReference(kept, shape);
  const pixels = columns.length / cols;

  const mask = new Uint8Array(rows * cols).fill(ladder ? 0 : 1);
  for (const id of ladder?.layer.order.subarray(0, ladder.layer.levelEnds[level]!) ?? []) {
    const [blockRow, column] = [Math.floor(id / cols), id % cols];
    for (let r = 4 * blockRow; r < Math.min(rows, 4 * blockRow + 4); r++) mask[r * cols + column] = 1;
  }
  const sums = int8SumsReference(
    { rows, cols, values: weights.values.map((w, i) => w * mask[i]!) },
    columns,
    pixels,
  );
  let macs = 0;
  for (let c = 0; c < cols; c++) {
    let active = 0;
    for (let r = 0; r < rows; r++) active += mask[r * cols + c]!;
    for (let p = 0; p < pixels; p++) if (gate === null || columns[c * pixels + p] !== 0) macs += active;
  }
  outcome.effectiveMacs[to] = macs;
  outcome.activeInputs[to] = gate === null ? values.length : kept.filter((q) => q !== 0).length;
  return Int16Array.from(sums, (sum, i) => {
    const row = level * rows + Math.floor(i / pixels);
    return requantiseReference(sum, bias[row]!, multiplier[row]!, low, high);
  });
}
