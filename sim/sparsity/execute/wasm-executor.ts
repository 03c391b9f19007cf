import {
  type ActivationLayout,
  fastDispatch,
  instantiateKernels,
  KernelScratch,
  singleRunner,
  WasmArena,
  type WasmExports,
} from '../../../kernels/index.ts';
import type { Network } from '../../network/network.ts';
import type { BatchOutcome, NetworkExecutor } from '../executor.ts';
import type { OperatingPoint } from '../operating-point.ts';
import { activationLayouts } from './activation-layouts.ts';
import { checkPoint } from './check-point.ts';
import { compilePlan } from './compile-plan.ts';
import type { ExecutorOptions } from './executor-options.ts';
import { type MemoryReport, weightBytes } from './memory-report.ts';
import { emptyOutcome } from './outcome-arrays.ts';
import type { MatrixStep, Plan, PoolStep } from './plan.ts';
import { matrixSteps } from './plan.ts';
import { WasmLayer } from './wasm-layer.ts';

const fixed = { build: 'reproducible', dispatch: { wide: false } } as const;
const poolCodes = { max: 0, 'mean-inside': 1, 'mean-whole': 2 } as const;

/** Sees the outputs of a step: `values` from the start of the activation, of which `samples` lanes hold anything. */
export type ActivationObserver = (
  step: number,
  values: Float32Array,
  layout: ActivationLayout,
  samples: number,
) => void;

/**
 * Runs a network on the WebAssembly kernels, in one memory of its own. With `batch` 8 or more, eight samples share
 * each panel; below, each sample runs alone. The results of the reproducible mode are the same bits either way.
 */
export class WasmExecutor implements NetworkExecutor {
  readonly backend = 'wasm';
  readonly layers: readonly string[];
  readonly #plan: Plan;
  readonly #lanes: 1 | 8;
  readonly #densest: number;
  readonly #arena = new WasmArena();
  readonly #kernels: WasmExports;
  readonly #layouts: readonly ActivationLayout[];
  readonly #matrices: readonly WasmLayer[];
  /** Addresses: steps read one buffer and write the other. */
  readonly #buffers: readonly [number, number];
  readonly #images: number;
  readonly #counts: number;
  readonly #logits: number;
  readonly #probabilities: number;
  readonly #topClass: number;
  readonly #confidence: number;
  readonly #activationBytes: number;
  readonly #tableBytes: number;
  #see: ActivationObserver | null = null;

  /** @throws UnsupportedNetworkError, FormatError or RangeError when the network cannot be executed */
  constructor(network: Network, options: ExecutorOptions = {}) {
    const plan = compilePlan(network);
    const arena = this.#arena;
    const { build, dispatch } = options.mode === 'fast' ? fastDispatch() : fixed;
    this.#kernels = instantiateKernels(arena.memory, build);
    const lanes = (options.batch ?? 8) >= 8 ? 8 : 1;
    this.#plan = plan;
    this.#lanes = lanes;
    this.#densest = plan.ladderLayers > 0 ? (options.residentLevels?.densest ?? 0) : 0;
    this.#layouts = activationLayouts(plan, lanes);
    const matrices = matrixSteps(plan);
    this.layers = matrices.map((step) => step.node);

    const before = arena.usedBytes;
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
    const runner = singleRunner(this.#kernels);
    const scratch = new KernelScratch(arena, 1);
    const layers: WasmLayer[] = [];
    let weights = arena.usedBytes;
    plan.steps.forEach((step, i) => {
      if (step.kind !== 'matrix') return;
      const [input, output] = [this.#layouts[i]!, this.#layouts[i + 1]!];
      const shared = {
        arena,
        kernels: this.#kernels,
        runner,
        scratch,
        counts: this.#counts,
        options: { wide: dispatch.wide, vectors: options.mode === 'fast' },
      };
      layers.push(new WasmLayer(shared, step, input, output, this.#densest));
    });
    weights = arena.usedBytes - weights;
    void scratch.address;
    this.#activationBytes = arena.usedBytes - before - weights;
    this.#matrices = layers;
    this.#tableBytes = layers.reduce((sum, layer) => sum + layer.tableBytes, 0);
  }

  run(images: Uint8Array, count: number, point: OperatingPoint): BatchOutcome {
    const plan = this.#plan;
    checkPoint(plan, point, this.#densest);
    const imageBytes = plan.input.channels * plan.input.height * plan.input.width;
    const outcome = emptyOutcome(plan, images, count, imageBytes);
    for (let first = 0; first < count; first += this.#lanes) {
      const samples = Math.min(this.#lanes, count - first);
      const group = images.subarray(first * imageBytes, (first + samples) * imageBytes);
      new Uint8Array(this.#arena.memory.buffer, this.#images, group.length).set(group);
      this.#runGroup(first, samples, point, outcome);
    }
    return outcome;
  }

  /** Runs as `run` does and shows the outputs of every step to `see` while they stand. */
  observe(images: Uint8Array, count: number, point: OperatingPoint, see: ActivationObserver): void {
    this.#see = see;
    try {
      this.run(images, count, point);
    } finally {
      this.#see = null;
    }
  }

  /** @param level of the ladder; ignored without one @throws RangeError when the level is not loaded */
  memoryReport(level = 0): MemoryReport {
    const sparsest = Math.max(0, this.#plan.levels - 1);
    if (this.#plan.levels > 0 && !(level >= this.#densest && level <= sparsest)) {
      throw new RangeError(`level ${level}; loaded are levels ${this.#densest} to ${sparsest}`);
    }
    const layers = this.#matrices.map((layer) => layer.bytes);
    return {
      level,
      alone: weightBytes(layers, level, level),
      capped: weightBytes(layers, level, sparsest),
      adaptive: weightBytes(layers, this.#densest, sparsest),
      tables: this.#tableBytes,
      activations: this.#activationBytes,
    };
  }

  #runGroup(first: number, samples: number, point: OperatingPoint, outcome: BatchOutcome): void {
    const { input, steps } = this.#plan;
    const kernels = this.#kernels;
    const layout = this.#layouts[0]!;
    kernels.loadImages(
      ...[this.#images, samples, input.channels, input.height, input.width],
      ...[this.#buffers[0], layout.plane, layout.pitch, layout.origin, this.#lanes],
    );
    let matrix = 0;
    for (let i = 0; i < steps.length; i++) {
      const x = this.#buffers[i % 2 === 0 ? 0 : 1];
      const y = this.#buffers[i % 2 === 0 ? 1 : 0];
      const step = steps[i]!;
      this.#clearBorder(x, this.#layouts[i]!);
      if (step.kind === 'pool') {
        this.#runPool(step, x, y, this.#layouts[i]!, this.#layouts[i + 1]!);
      } else {
        this.#runMatrix(step, matrix++, x, y, first, samples, point, outcome);
      }
      if (this.#see)
        this.#see(i, new Float32Array(this.#arena.memory.buffer, y), this.#layouts[i + 1]!, samples);
    }
    this.#finish(this.#buffers[steps.length % 2 === 0 ? 0 : 1], first, samples, outcome);
  }

  #runMatrix(
    step: MatrixStep,
    index: number,
    x: number,
    y: number,
    first: number,
    samples: number,
    point: OperatingPoint,
    outcome: BatchOutcome,
  ): void {
    const layer = this.#matrices[index]!;
    const level = step.ladder ? point.levels[step.ladder.index]! : 0;
    const gate = step.ladder ? point.gates[step.ladder.index]! : null;
    const stride = this.#matrices.length;
    const to = first * stride + index;
    if (gate === null) {
      const macs = layer.activeMacs(level);
      for (let j = 0; j < samples; j++) {
        outcome.activeInputs[to + j * stride] = layer.inputs;
        outcome.effectiveMacs[to + j * stride] = macs;
      }
    } else {
      layer.gate(x, level, gate);
      const counts = this.#arena.integers(this.#counts, 16);
      for (let j = 0; j < samples; j++) {
        outcome.activeInputs[to + j * stride] = counts[j]!;
        outcome.effectiveMacs[to + j * stride] = counts[8 + j]!;
      }
    }
    layer.run(x, y, level);
  }

  #runPool(
    { shape: s, outHeight, outWidth, pool }: PoolStep,
    x: number,
    y: number,
    from: ActivationLayout,
    to: ActivationLayout,
  ): void {
    // biome-ignore format: one argument list
    this.#kernels.pool(
      x + from.origin, from.plane, from.pitch, s.channels, s.height, s.width, this.#lanes,
      s.kernelH, s.kernelW, s.strideH, s.strideW, s.padTop, s.padLeft, poolCodes[pool],
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
    const layout = this.#layouts.at(-1)!;
    const kernels = this.#kernels;
    kernels.collect(x, layout.element, classes, samples, this.#logits);
    kernels.softmax(this.#logits, classes, samples, this.#probabilities);
    kernels.rank(this.#probabilities, classes, samples, this.#topClass, this.#confidence);
    const buffer = this.#arena.memory.buffer;
    const logits = softmax ? this.#probabilities : this.#logits;
    outcome.logits.set(new Float32Array(buffer, logits, samples * classes), first * classes);
    outcome.topClass.set(new Uint8Array(buffer, this.#topClass, samples), first);
    outcome.confidence.set(new Uint16Array(buffer, this.#confidence, samples), first);
  }
}
