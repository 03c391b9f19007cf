import {
  type ActivationLayout,
  type Int8Range,
  instantiateKernels,
  KernelScratch,
  singleRunner,
  WasmArena,
} from '../../../kernels/index.ts';
import type { Network } from '../../network/network.ts';
import type { BatchOutcome, NetworkExecutor } from '../executor.ts';
import type { Int8Calibration } from '../int8/int8-calibration.ts';
import { type QuantisedPool, quantisePlan } from '../int8/quantise-plan.ts';
import type { OperatingPoint } from '../operating-point.ts';
import { activationLayouts } from './activation-layouts.ts';
import { checkPoint } from './check-point.ts';
import { compilePlan } from './compile-plan.ts';
import { Int8ExecutorLayer } from './int8-executor-layer.ts';
import { emptyOutcome } from './outcome-arrays.ts';
import { matrixSteps, type Plan } from './plan.ts';

const lanes = 8;
const poolCodes = { max: 0, 'mean-inside': 1, 'mean-whole': 2 } as const;

/**
 * Runs a network in int8 (`quantisePlan`) on the WebAssembly kernels, eight samples side by side. Exact integers up to
 * the logits, so results depend on neither grouping nor machine.
 */
export class Int8Executor implements NetworkExecutor {
  readonly backend = 'wasm';
  readonly layers: readonly string[];
  readonly #plan: Plan;
  readonly #arena = new WasmArena();
  readonly #kernels = instantiateKernels(this.#arena.memory);
  readonly #layouts: readonly ActivationLayout[];
  readonly #steps: readonly (Int8ExecutorLayer | QuantisedPool)[];
  readonly #logitRange: Int8Range;
  /** Addresses: steps read one buffer and write the other. */
  readonly #buffers: readonly [number, number];
  readonly #images: number;
  readonly #counts: number;
  readonly #logits: number;
  readonly #probabilities: number;
  readonly #topClass: number;
  readonly #confidence: number;

  /** @throws UnsupportedNetworkError, FormatError or RangeError when the network cannot be executed in int8 */
  constructor(network: Network, calibration: Int8Calibration) {
    const plan = compilePlan(network);
    const quantised = quantisePlan(plan, calibration);
    const arena = this.#arena;
    this.#plan = plan;
    this.layers = matrixSteps(plan).map((step) => step.node);
    this.#layouts = activationLayouts(plan, lanes, 2);
    this.#logitRange = quantised.at(-1)!.output;
    const largest = (parity: number) =>
      Math.max(0, ...this.#layouts.filter((_, i) => i % 2 === parity).map((layout) => layout.bytes));
    this.#buffers = [arena.allocate(largest(0)), arena.allocate(largest(1))];
    const { channels, height, width } = plan.input;
    this.#images = arena.allocate(lanes * channels * height * width);
    this.#logits = arena.allocate(lanes * plan.classes * 4);
    this.#probabilities = arena.allocate(lanes * plan.classes * 4);
    this.#topClass = arena.allocate(lanes);
    this.#confidence = arena.allocate(lanes * 2);
    this.#counts = arena.allocate(64);
    const scratch = new KernelScratch(arena, 1);
    const shared = {
      arena,
      kernels: this.#kernels,
      runner: singleRunner(this.#kernels),
      scratch,
      counts: this.#counts,
      options: {},
    };
    this.#steps = quantised.map((step, i) =>
      step.kind === 'pool'
        ? step
        : new Int8ExecutorLayer(shared, step, this.#layouts[i]!, this.#layouts[i + 1]!),
    );
    void scratch.address;
  }

  run(images: Uint8Array, count: number, point: OperatingPoint): BatchOutcome {
    const { input } = this.#plan;
    checkPoint(this.#plan, point, 0);
    const imageBytes = input.channels * input.height * input.width;
    const outcome = emptyOutcome(this.#plan, images, count, imageBytes);
    for (let first = 0; first < count; first += lanes) {
      const samples = Math.min(lanes, count - first);
      const group = images.subarray(first * imageBytes, (first + samples) * imageBytes);
      new Uint8Array(this.#arena.memory.buffer, this.#images, group.length).set(group);
      this.#runGroup(first, samples, point, outcome);
    }
    return outcome;
  }

  #runGroup(first: number, samples: number, point: OperatingPoint, outcome: BatchOutcome): void {
    const { channels, height, width } = this.#plan.input;
    const layout = this.#layouts[0]!;
    const { plane, pitch, origin } = layout;
    const [even, odd] = this.#buffers;
    const source = [this.#images, samples, channels, height, width];
    this.#kernels.int8LoadImages(...source, even, plane, pitch, origin);
    let matrix = 0;
    this.#steps.forEach((step, i) => {
      const [x, y] = i % 2 === 0 ? [even, odd] : [odd, even];
      this.#clearBorder(x, this.#layouts[i]!);
      if (step instanceof Int8ExecutorLayer) {
        const to = first * this.layers.length + matrix++;
        step.run(x, y, point, samples, outcome, to, this.layers.length);
      } else {
        this.#pool(step, x, y, this.#layouts[i]!, this.#layouts[i + 1]!);
      }
    });
    this.#finish(this.#steps.length % 2 === 0 ? even : odd, first, samples, outcome);
  }

  #pool(
    { step: { shape: s, pool, outHeight, outWidth }, ratio, low, high }: QuantisedPool,
    x: number,
    y: number,
    from: ActivationLayout,
    to: ActivationLayout,
  ): void {
    // biome-ignore format: one argument list
    this.#kernels.int8Pool(
      x + from.origin, from.plane, from.pitch, s.channels, s.height, s.width,
      s.kernelH, s.kernelW, s.strideH, s.strideW, s.padTop, s.padLeft, poolCodes[pool], ratio, low, high,
      y + to.origin, to.plane, to.pitch, outHeight, outWidth,
    );
  }

  #clearBorder(
    at: number,
    { channels, plane, pitch, padTop, padLeft, element, height, width }: ActivationLayout,
  ): void {
    if (plane === height * width * element) return;
    this.#kernels.clearBorder(at, channels, plane, pitch, padTop, padLeft * element, height, width * element);
  }

  #finish(x: number, first: number, samples: number, outcome: BatchOutcome): void {
    const { classes, softmax } = this.#plan;
    const kernels = this.#kernels;
    const { element } = this.#layouts.at(-1)!;
    kernels.int8Collect(x, element, classes, samples, this.#logitRange.scale, this.#logits);
    kernels.softmax(this.#logits, classes, samples, this.#probabilities);
    kernels.rank(this.#probabilities, classes, samples, this.#topClass, this.#confidence);
    const { buffer } = this.#arena.memory;
    const logits = softmax ? this.#probabilities : this.#logits;
    outcome.logits.set(new Float32Array(buffer, logits, samples * classes), first * classes);
    outcome.topClass.set(new Uint8Array(buffer, this.#topClass, samples), first);
    outcome.confidence.set(new Uint16Array(buffer, this.#confidence, samples), first);
  }
}
