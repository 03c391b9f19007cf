import {
  fastDispatch,
  instantiateProgram,
  type KernelBuild,
  plainPlane,
  type ProgramExports,
  StepTable,
  unfoldedColumns,
  WasmArena,
} from '../../../../../kernels/index.ts';
import type { MatrixStep } from '../../plan.ts';
import type { GraphEngine } from '../graph-engine.ts';
import type { GraphPlan } from '../graph-plan.ts';
import type { Request } from '../graph-steps.ts';
import type { Feed } from '../load-volumes.ts';
import { type BufferPlaces, programBuffers } from './program-buffers.ts';
import { ProgramLayer } from './program-layer.ts';
import type { ProgramStep } from './program-steps.ts';

/** Values of a pool's average, as the kernels name it. */
const averages = { max: 0, 'mean-inside': 1, 'mean-whole': 2 } as const;

/** A network of one image as a table of steps that the kernels walk by themselves. */
export class ProgramEngine implements GraphEngine {
  readonly steps: readonly ProgramStep[];
  readonly layers: readonly ProgramLayer[];
  readonly activationBytes: number;
  readonly #plan: GraphPlan;
  readonly #arena = new WasmArena();
  readonly #kernels: ProgramExports;
  readonly #table: StepTable;
  readonly #buffers: readonly BufferPlaces[];
  readonly #base: number;
  readonly #staging: number;
  /** Layers by step. */
  readonly #ofStep: readonly (ProgramLayer | null)[];
  /** Level whose weights the step table names, by step. */
  readonly #named: number[];

  /** @throws FormatError or RangeError for weights that cannot be used */
  constructor(
    plan: GraphPlan,
    steps: readonly ProgramStep[],
    { mode, densest }: { mode: KernelBuild; densest: number },
  ) {
    const arena = this.#arena;
    const { build, dispatch } = mode === 'fast' ? fastDispatch() : { build: mode, dispatch: { wide: false } };
    this.#kernels = instantiateProgram(arena.memory, build);
    this.#plan = plan;
    this.steps = steps.map(withoutSources);
    const { buffers, bytes } = programBuffers(plan, steps, () => 4);
    this.#buffers = buffers;
    const pixels = Math.max(...buffers.map((buffer) => buffer.pixels));
    const before = arena.usedBytes;
    this.#base = arena.allocate(bytes);
    const tile = arena.allocate(4 * plainPlane(pixels) + 128) + 64;
    const images = plan.volumes.map(({ buffer }) => buffers[buffer]!.channels * buffers[buffer]!.pixels);
    this.#staging = arena.allocate(Math.max(...images));
    this.activationBytes = arena.usedBytes - before;
    this.#table = new StepTable(arena, plan.volumes.length + steps.length, 0);
    plan.volumes.forEach(({ buffer }, i) => {
      const { channels, pixels: size } = buffers[buffer]!;
      this.#table.image(i, channels, size, this.#staging, this.#plain(buffer));
      this.#spread(i, buffer);
    });
    const layers: ProgramLayer[] = [];
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

  #plain(buffer: number): number {
    return this.#base + this.#buffers[buffer]!.plain!;
  }

  #spread(step: number, buffer: number): void {
    const targets = this.#buffers[buffer]!.layouts.map(({ layout, offset }) => ({
      layout,
      at: this.#base + offset,
      scale: 1,
    }));
    this.#table.spread(step, targets);
  }

  #write(at: number, step: ProgramStep, tile: number, wide: boolean, densest: number): ProgramLayer | null {
    const arena = this.#arena;
    const [x = 0, other] = step.inputs;
    const { channels, pixels, plain } = this.#buffers[step.output]!;
    const floor = 'relu' in step && step.relu ? 0 : Number.NEGATIVE_INFINITY;
    switch (step.kind) {
      case 'add':
        this.#table.add(at, channels, pixels, this.#plain(x), this.#plain(other!), floor, this.#plain(step.output));
        return null;
      case 'pool': {
        const { shape, pool, outHeight, outWidth } = step.pool;
        const from = [this.#plain(x), plainPlane(shape.height * shape.width), shape.height, shape.width];
        const window = [shape.kernelH, shape.kernelW, shape.strideH, shape.strideW, shape.padTop, shape.padLeft];
        const to = [this.#plain(step.output), plainPlane(pixels), outHeight, outWidth];
        this.#table.pool(at, channels, [...from, ...window, averages[pool], ...to]);
        return null;
      }
      case 'multiply':
        this.#table.multiply(at, channels, this.#plain(x), floor, this.#plain(step.output));
        return new ProgramLayer(arena, step.matrix, plainColumns(step.matrix), densest);
      case 'convolve': {
        const shared = this.#buffers[x]!.layouts.find(({ layout }) => unfoldedColumns(layout, step.matrix.shape))!;
        this.#table.convolve(at, {
          ...{ kernel: wide ? 1 : 0, channels, pixels, floor },
          ...{ x: this.#base + shared.offset, panelBytes: 32 },
          residual: other === undefined ? 0 : this.#plain(other),
          out: plain === null ? tile : this.#plain(step.output),
          keeps: plain !== null,
        });
        return new ProgramLayer(arena, step.matrix, unfoldedColumns(shared.layout, step.matrix.shape)!, densest);
      }
    }
  }
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
