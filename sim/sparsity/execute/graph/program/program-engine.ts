import {
  fastDispatch,
  instantiateProgram,
  type KernelBuild,
  type ProgramExports,
  plainPlane,
  StepTable,
  unfoldedColumns,
  unfoldedLayout,
  WasmArena,
} from '../../../../../kernels/index.ts';
import type { MatrixStep } from '../../plan.ts';
import type { GraphEngine } from '../graph-engine.ts';
import type { GraphPlan } from '../graph-plan.ts';
import type { Request } from '../graph-steps.ts';
import type { Feed } from '../load-volumes.ts';
import type { ActivationRanges } from './activation-ranges.ts';
import { Int8ProgramLayer } from './int8-program-layer.ts';
import { type BufferPlaces, programBuffers } from './program-buffers.ts';
import { ProgramLayer } from './program-layer.ts';
import { nodeOf, type ProgramStep } from './program-steps.ts';

type Layer = ProgramLayer | Int8ProgramLayer;

/** Values of a pool's average, as the kernels name it. */
const averages = { max: 0, 'mean-inside': 1, 'mean-whole': 2 } as const;

/** Bytes that 16-bit offsets of columns reach. */
const mostByteLayout = 65536;
/** Steps of seven bits. */
const mostByte = 127;

export interface ProgramOptions {
  readonly mode: KernelBuild;
  readonly densest: number;
  /** Convolutions whose input is behind a ReLU and has a range run in int8. */
  readonly int8?: ActivationRanges | null;
  /** Every value that a step writes can be observed. */
  readonly keepsAll?: boolean;
}

/** A network of one image as a table of steps that the kernels walk by themselves. */
export class ProgramEngine implements GraphEngine {
  readonly steps: readonly ProgramStep[];
  readonly layers: readonly Layer[];
  readonly activationBytes: number;
  readonly #plan: GraphPlan;
  readonly #arena = new WasmArena();
  readonly #kernels: ProgramExports;
  readonly #table: StepTable;
  readonly #buffers: readonly BufferPlaces[];
  readonly #base: number;
  readonly #staging: number;
  /** Bytes of tables beside those of layers. */
  #tables = 0;
  /** [buffers] value of a step of the bytes that convolutions read; null: they read float32. */
  readonly #scales: readonly (number | null)[];
  /** Layers by step. */
  readonly #ofStep: readonly (Layer | null)[];
  /** Level whose weights the step table names, by step. */
  readonly #named: number[];

  /** @throws FormatError or RangeError for weights that cannot be used */
  constructor(
    plan: GraphPlan,
    steps: readonly ProgramStep[],
    { mode, densest, int8 = null, keepsAll = false }: ProgramOptions,
  ) {
    const arena = this.#arena;
    const { build, dispatch } = mode === 'fast' ? fastDispatch() : { build: mode, dispatch: { wide: false } };
    this.#kernels = instantiateProgram(arena.memory, build);
    this.#plan = plan;
    this.steps = steps.map(withoutSources);
    this.#scales = byteScales(plan, steps, int8);
    const { buffers, bytes } = programBuffers(plan, steps, (step) => this.#valueBytes(step), keepsAll);
    this.#buffers = buffers;
    const pixels = Math.max(...buffers.map((buffer) => buffer.pixels));
    const before = arena.usedBytes;
    this.#base = arena.allocate(bytes);
    const tile = arena.allocate(4 * plainPlane(pixels) + 128) + 64;
    const scratch = arena.allocate(pixels + 144) + 64;
    const images = plan.volumes.map(({ buffer }) => buffers[buffer]!.channels * buffers[buffer]!.pixels);
    this.#staging = arena.allocate(Math.max(...images));
    this.activationBytes = arena.usedBytes - before;
    this.#table = new StepTable(arena, plan.volumes.length + steps.length, scratch);
    plan.volumes.forEach(({ buffer }, i) => {
      const { channels, pixels: size } = buffers[buffer]!;
      this.#table.image(i, channels, size, this.#staging, this.#plain(buffer));
      this.#spread(i, buffer);
    });
    const layers: Layer[] = [];
    this.#ofStep = steps.map((step, i) => {
      const at = plan.volumes.length + i;
      const layer = this.#write(at, step, tile, dispatch.wide, densest);
      this.#spread(at, step.output);
      if (layer) layers.push(layer);
      return layer;
    });
    this.layers = layers;
    this.#named = steps.map(() => -1);
  }

  get tableBytes(): number {
    return this.#tables;
  }

  load(feed: (input: string) => Feed, samples: number): void {
    const { volumes } = this.#plan;
    volumes.forEach(({ input, buffer }, i) => {
      const values = feed(input);
      const { channels, pixels } = this.#buffers[buffer]!;
      if (samples !== 1 || values.length !== channels * pixels || values instanceof Int32Array) {
        throw new RangeError(
          `input '${input}': ${values.length} values${values instanceof Int32Array ? ' of int32' : ''}; ${samples} samples of ${channels} channels of ${pixels} pixels are ${samples * channels * pixels}, in float32 or bytes`,
        );
      }
      if (values instanceof Uint8Array) {
        new Uint8Array(this.#arena.memory.buffer, this.#staging, values.length).set(values);
        this.#table.imageBytes(i, this.#staging);
      } else {
        const plane = plainPlane(pixels) / 4;
        const plain = this.#arena.floats(this.#plain(buffer), channels * plane);
        if (plane === pixels) plain.set(values);
        else
          for (let c = 0; c < channels; c++) {
            plain.set(values.subarray(c * pixels, (c + 1) * pixels), c * plane);
          }
        this.#table.imageBytes(i, 0);
      }
      // Inputs share the room for bytes.
      this.#kernels.run(this.#table.address, i, i + 1);
    });
  }

  run(from: number, to: number, { levels }: Request): void {
    const first = this.#plan.volumes.length;
    for (let i = from; i < to; i++) {
      const layer = this.#ofStep[i];
      if (!layer) continue;
      const level = layer.ladder === null ? 0 : levels[layer.ladder]!;
      if (this.#named[i] === level) continue;
      this.#table.weights(first + i, layer.at(level));
      this.#named[i] = level;
    }
    this.#kernels.run(this.#table.address, first + from, first + to);
  }

  read(output: string): Float32Array {
    const { buffer } = this.#plan.outputs.find(({ name }) => name === output)!;
    const { channels, pixels } = this.#buffers[buffer]!;
    const plane = plainPlane(pixels) / 4;
    const plain = this.#arena.floats(this.#plain(buffer), channels * plane);
    const out = new Float32Array(channels * pixels);
    for (let c = 0; c < channels; c++) out.set(plain.subarray(c * plane, c * plane + pixels), c * pixels);
    return out;
  }

  async close(): Promise<void> {}

  /** Largest of the values that a step wrote, and 0; of an engine that keeps all. */
  largest(step: number): number {
    const { output } = this.steps[step]!;
    const { channels, pixels } = this.#buffers[output]!;
    const plane = plainPlane(pixels) / 4;
    const values = this.#arena.floats(this.#plain(output), channels * plane);
    let most = 0;
    for (let c = 0; c < channels; c++) {
      for (let i = c * plane; i < c * plane + pixels; i++) if (values[i]! > most) most = values[i]!;
    }
    return most;
  }

  /** Bytes of the values that a convolving step reads. */
  #valueBytes(step: ProgramStep): 1 | 4 {
    if (step.kind !== 'convolve' || this.#scales[step.inputs[0]!] === null) return 4;
    return unfoldedLayout(step.matrix.shape, 1).bytes <= mostByteLayout ? 1 : 4;
  }

  #plain(buffer: number): number {
    return this.#base + this.#buffers[buffer]!.plain!;
  }

  #spread(step: number, buffer: number): void {
    const targets = this.#buffers[buffer]!.layouts.map(({ layout, offset }) => ({
      layout,
      at: this.#base + offset,
      scale: layout.valueBytes === 1 ? this.#scales[buffer]! : 1,
    }));
    this.#tables += this.#table.spread(step, targets);
  }

  #write(at: number, step: ProgramStep, tile: number, wide: boolean, densest: number): Layer | null {
    const arena = this.#arena;
    const [x = 0, other] = step.inputs;
    const { channels, pixels, plain } = this.#buffers[step.output]!;
    const floor = 'relu' in step && step.relu ? 0 : Number.NEGATIVE_INFINITY;
    switch (step.kind) {
      case 'add':
        this.#table.add(
          at,
          channels,
          pixels,
          this.#plain(x),
          this.#plain(other!),
          floor,
          this.#plain(step.output),
        );
        return null;
      case 'pool': {
        const { shape, pool, outHeight, outWidth } = step.pool;
        const from = [this.#plain(x), plainPlane(shape.height * shape.width), shape.height, shape.width];
        const window = [
          shape.kernelH,
          shape.kernelW,
          shape.strideH,
          shape.strideW,
          shape.padTop,
          shape.padLeft,
        ];
        const to = [this.#plain(step.output), plainPlane(pixels), outHeight, outWidth];
        this.#table.pool(at, channels, [...from, ...window, averages[pool], ...to]);
        return null;
      }
      case 'multiply':
        this.#table.multiply(at, channels, this.#plain(x), floor, this.#plain(step.output));
        return new ProgramLayer(arena, step.matrix, plainColumns(step.matrix), densest);
      case 'convolve': {
        const valueBytes = this.#valueBytes(step);
        const { layout, offset } = this.#buffers[x]!.layouts.find(
          (shared) =>
            shared.layout.valueBytes === valueBytes && unfoldedColumns(shared.layout, step.matrix.shape),
        )!;
        const kernel = valueBytes === 1 ? byteKernel(this.#kernels) : wide ? 1 : 0;
        this.#table.convolve(at, {
          ...{ kernel, channels, pixels, floor },
          ...{ x: this.#base + offset, panelBytes: 8 * valueBytes },
          residual: other === undefined ? 0 : this.#plain(other),
          out: plain === null ? tile : this.#plain(step.output),
          keeps: plain !== null,
        });
        const columns = unfoldedColumns(layout, step.matrix.shape)!;
        return valueBytes === 1
          ? new Int8ProgramLayer(arena, step.matrix, columns, densest, this.#scales[x]!)
          : new ProgramLayer(arena, step.matrix, columns, densest);
      }
    }
  }
}

/**
 * How the kernels multiply bytes here: all ways give the same sums. The dot product of four bytes pays where it is one
 * instruction, which is exact beyond seven bits, too; V8 11 (Node 20) loses the sum it should add to.
 */
function byteKernel(kernels: ProgramExports): number {
  const exact = (pairs: number, weight: number, x: number) =>
    kernels.byteDotProbe(pairs, weight, x, 5) === 4 * weight * x + 5;
  const holds = (pairs: number) => [127, -127].every((weight) => exact(pairs, weight, 127));
  if (holds(0) && exact(0, 127, 255)) return 2;
  return holds(1) ? 3 : 4;
}

/** Value of a byte's step by buffer, for what is behind a ReLU and has a range. */
function byteScales(
  plan: GraphPlan,
  steps: readonly ProgramStep[],
  ranges: ActivationRanges | null,
): (number | null)[] {
  const scales = plan.buffers.map((): number | null => null);
  if (!ranges) return scales;
  for (const step of steps) {
    const most = ranges.most[nodeOf(step)];
    if (most === undefined) {
      throw new RangeError(
        `network ${plan.network}: the int8 ranges are of ${Object.keys(ranges.most).join(', ')}; ${nodeOf(step)} is missing: calibrate it again`,
      );
    }
    if ('relu' in step && step.relu) scales[step.output] = Math.fround(Math.max(most, 2 ** -20) / mostByte);
  }
  return scales;
}

/** Byte offset of each column (channel, ky, kx) in plain values, for a window without padding at the first pixel. */
function plainColumns({ shape, weights }: MatrixStep): Uint32Array {
  const { width, kernelH, kernelW } = shape;
  const plane = plainPlane(shape.height * width);
  return Uint32Array.from({ length: weights.cols }, (_, i) => {
    const [c, inside] = [Math.floor(i / (kernelH * kernelW)), i % (kernelH * kernelW)];
    return c * plane + (Math.floor(inside / kernelW) * width + (inside % kernelW)) * 4;
  });
}

/** Weights are in the kernels' memory alone. */
function withoutSources(step: ProgramStep): ProgramStep {
  if (step.kind !== 'convolve' && step.kind !== 'multiply') return step;
  const { matrix } = step;
  const order = new Int32Array(0);
  const ladder = matrix.ladder && { ...matrix.ladder, layer: { ...matrix.ladder.layer, order } };
  return {
    ...step,
    matrix: { ...matrix, ladder, weights: { ...matrix.weights, values: new Float32Array(0) } },
  };
}
