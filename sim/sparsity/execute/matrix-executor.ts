import {
  activeRowsPerColumn,
  type BlockLadder,
  type DenseMatrix,
  im2colReference,
  packBlockLadder,
  poolReference,
  softmaxReference,
  unpackBlockLadder,
} from '../../../kernels/index.ts';
import type { Network } from '../../network/network.ts';
import type { BatchOutcome, NetworkExecutor } from '../executor.ts';
import type { OperatingPoint } from '../operating-point.ts';
import { checkPoint } from './check-point.ts';
import { compilePlan } from './compile-plan.ts';
import type { MatrixBackend } from './matrix-backend.ts';
import { emptyOutcome } from './outcome-arrays.ts';
import { type MatrixStep, matrixSteps, type Plan } from './plan.ts';

/** Samples whose columns go into one product: enough to amortise a call, few enough to stay small. */
const groupSize = 16;

/**
 * Runs a network operator by operator through a backend that only multiplies matrices; everything else is plain
 * float64. Slow, and independent of the WebAssembly executor: the two check each other.
 */
export class MatrixExecutor implements NetworkExecutor {
  readonly backend: string;
  readonly layers: readonly string[];
  readonly #plan: Plan;
  readonly #multiply: MatrixBackend;
  readonly #densest: number;
  readonly #ladders = new Map<MatrixStep, BlockLadder>();
  readonly #levelZero = new Map<MatrixStep, DenseMatrix>();

  constructor(network: Network, multiply: MatrixBackend, densest = 0) {
    this.#plan = compilePlan(network);
    this.#multiply = multiply;
    this.backend = multiply.name;
    this.#densest = this.#plan.ladderLayers > 0 ? densest : 0;
    const matrices = matrixSteps(this.#plan);
    this.layers = matrices.map((step) => step.node);
    for (const step of matrices) {
      if (!step.ladder) continue;
      const { order, levelEnds } = step.ladder.layer;
      const ladder = packBlockLadder(step.weights, order, levelEnds, this.#densest, `ladder of ${step.node}`);
      this.#ladders.set(step, ladder);
      if (this.#densest === 0) this.#levelZero.set(step, unpackBlockLadder(ladder, 0));
    }
  }

  async run(images: Uint8Array, count: number, point: OperatingPoint): Promise<BatchOutcome> {
    const { input, softmax, classes } = this.#plan;
    checkPoint(this.#plan, point, this.#densest);
    const imageBytes = input.channels * input.height * input.width;
    const outcome = emptyOutcome(this.#plan, images, count, imageBytes);
    for (let first = 0; first < count; first += groupSize) {
      const samples = Math.min(groupSize, count - first);
      const outputs = await this.#runGroup(images, first, samples, imageBytes, point, outcome);
      outputs.forEach((logits, j) => {
        const probabilities = softmaxReference(logits);
        const top = probabilities.reduce((best, p, c) => (p > probabilities[best]! ? c : best), 0);
        outcome.logits.set(softmax ? probabilities : logits, (first + j) * classes);
        outcome.topClass[first + j] = top;
        outcome.confidence[first + j] = Math.round(probabilities[top]! * 65535);
      });
    }
    return outcome;
  }

  async #runGroup(
    images: Uint8Array,
    first: number,
    samples: number,
    imageBytes: number,
    point: OperatingPoint,
    outcome: BatchOutcome,
  ): Promise<Float64Array[]> {
    let activations: Float64Array[] = Array.from({ length: samples }, (_, j) => {
      const at = (first + j) * imageBytes;
      return Float64Array.from(images.subarray(at, at + imageBytes), (v) => Math.fround(v / 255));
    });
    let layer = 0;
    for (const step of this.#plan.steps) {
      if (step.kind === 'pool') {
        activations = activations.map((x) => poolReference(x, step.shape, step.pool));
        continue;
      }
      const to = first * this.layers.length + layer++;
      activations = await this.#runMatrix(step, activations, point, outcome, to);
    }
    return activations;
  }

  async #runMatrix(
    step: MatrixStep,
    inputs: Float64Array[],
    point: OperatingPoint,
    outcome: BatchOutcome,
    to: number,
  ): Promise<Float64Array[]> {
    const level = step.ladder ? point.levels[step.ladder.index]! : 0;
    const gate = step.ladder ? point.gates[step.ladder.index]! : null;
    const pixels = step.outHeight * step.outWidth;
    const n = inputs.length * pixels;
    const { rows, cols } = step.weights;
    const ladder = this.#ladders.get(step);
    const activeRows = ladder ? activeRowsPerColumn(ladder, level) : new Uint32Array(cols).fill(rows);
    const x = new Float64Array(cols * n);
    inputs.forEach((input, j) => {
      const kept = gate === null ? input : input.map((v) => (Math.abs(v) < gate ? 0 : v));
      const columns = im2colReference(kept, step.shape);
      let macs = 0;
      for (let c = 0; c < cols; c++) {
        for (let p = 0; p < pixels; p++) {
          const v = columns[c * pixels + p]!;
          x[c * n + j * pixels + p] = v;
          if (gate === null || v !== 0) macs += activeRows[c]!;
        }
      }
      const at = to + j * this.layers.length;
      outcome.activeInputs[at] =
        gate === null ? input.length : kept.reduce((sum, v) => sum + (v !== 0 ? 1 : 0), 0);
      outcome.effectiveMacs[at] = macs;
    });
    const y =
      ladder && level > 0
        ? await this.#multiply.ladder(ladder, level, x, n)
        : await this.#multiply.dense(this.#levelZero.get(step) ?? step.weights, x, n);
    return inputs.map((_, j) => {
      const out = new Float64Array(rows * pixels);
      for (let r = 0; r < rows; r++) {
        const scale = step.scale[level * rows + r]!;
        const bias = step.bias[level * rows + r]!;
        for (let p = 0; p < pixels; p++) {
          const v = scale * y[r * n + j * pixels + p]! + bias;
          out[r * pixels + p] = step.relu && v < 0 ? 0 : v;
        }
      }
      return out;
    });
  }
}
