import {
  fastDispatch,
  instantiateProgram,
  type KernelBuild,
  type ProgramExports,
  plainPlane,
  StepTable,
  unfoldedLayout,
  WasmArena,
} from '../../../../../kernels/index.ts';
import { checkIds } from '../check-ids.ts';
import type { GraphEngine } from '../graph-engine.ts';
import type { GraphPlan } from '../graph-plan.ts';
import type { Request } from '../graph-steps.ts';
import type { Feed } from '../load-volumes.ts';
import type { ActivationRanges } from './activation-ranges.ts';
import { byteKernel } from './byte-kernel.ts';
import { byteRoom } from './byte-room.ts';
import { type BufferPlaces, programBuffers } from './program-buffers.ts';
import { nodeOf, type ProgramStep } from './program-steps.ts';
import { type StepLayer, writeStep } from './step-writer.ts';
import { tileMoves } from './tile-moves.ts';
import { type StepTiles, type TileLimits, tileLimits, tileSteps } from './tile-steps.ts';

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
  /** How steps on tokens are tiled; null: not at all. Default: what was measured to pay. */
  readonly tiles?: TileLimits | null;
}

/** A network of one sample as a table of steps that the kernels walk by themselves. */
export class ProgramEngine implements GraphEngine {
  readonly steps: readonly ProgramStep[];
  readonly layers: readonly StepLayer[];
  readonly activationBytes: number;
  readonly #plan: GraphPlan;
  readonly #arena = new WasmArena();
  readonly #kernels: ProgramExports;
  readonly #table: StepTable;
  readonly #buffers: readonly BufferPlaces[];
  readonly #base: number;
  readonly #staging: number;
  readonly #sequences: readonly Sequence[];
  /** Bytes of tables beside those of layers. */
  #tables = 0;
  /** [buffers] value of a step of the bytes that convolutions read; null: they read float32. */
  readonly #scales: readonly (number | null)[];
  /** Layers by step. */
  readonly #ofStep: readonly (StepLayer | null)[];
  /** Level whose weights the step table names, by step. */
  readonly #named: number[];
  readonly #held: readonly HeldStep[];
  /** [steps + 1] rows of the table. */
  readonly #rows: readonly number[];
  readonly #tiles: readonly StepTiles[];

  /** @throws FormatError or RangeError for weights that cannot be used */
  constructor(
    compiled: GraphPlan,
    given: readonly ProgramStep[],
    { mode, densest, int8 = null, keepsAll = false, ...options }: ProgramOptions,
  ) {
    const arena = this.#arena;
    const { build, dispatch } = mode === 'fast' ? fastDispatch() : { build: mode, dispatch: { wide: false } };
    this.#kernels = instantiateProgram(arena.memory, build);
    this.#scales = byteScales(compiled, given, int8);
    const kernel = byteKernel(this.#kernels);
    const roomOptions = { densest, packs: kernel !== 4, vectors: int8 !== null };
    const limits = options.tiles === undefined ? tileLimits : options.tiles;
    const [whole, tiled] = [null, keepsAll ? null : limits].map((most) => {
      const found = tileSteps(compiled, given, most);
      const all = { ...compiled, buffers: found.buffers };
      const places = programBuffers(all, found, {
        valueBytes: (step) => this.#valueBytes(step),
        roomBytes: (step, layout, last) =>
          step.kind === 'attention'
            ? scoreBytes(all, step)
            : (byteRoom(step, layout, last, roomOptions)?.bytes ?? 0),
        keepsAll,
      });
      return { ...places, plan: all, steps: found.steps, tiles: found.tiles };
    });
    // What a run of tiles reads and writes is there from its beginning to its end: of few tokens that may be more.
    const { plan, steps, tiles, buffers, rooms, bytes } = tiled!.bytes < whole!.bytes ? tiled! : whole!;
    this.#plan = plan;
    this.steps = steps.map(withoutSources);
    this.#buffers = buffers;
    const pixels = Math.max(...buffers.map((buffer) => buffer.pixels));
    const before = arena.usedBytes;
    this.#base = arena.allocate(bytes);
    const tile = arena.allocate(4 * plainPlane(pixels) + 128) + 64;
    const scratch = arena.allocate(pixels + 144) + 64;
    const images = plan.volumes.map(({ buffer }) => buffers[buffer]!.channels * buffers[buffer]!.pixels);
    this.#staging = arena.allocate(Math.max(0, ...images));
    this.#sequences = plan.sequences.map(({ most }) => {
      const [ids, length] = [arena.allocate(4 * most), arena.allocate(4)];
      return { ids, length, whole: length, most };
    });
    const seen = arena.allocate(4);
    this.activationBytes = arena.usedBytes - before;
    const held = steps.flatMap(({ output }, i) => (buffers[output]!.later === null ? [] : [i]));
    const volumes = plan.volumes.length;
    // A row before the steps of each run of tiles says so.
    const rows = Array.from(
      { length: steps.length + 1 },
      (_, i) => volumes + i + tiles.filter(({ from }) => from < i).length,
    );
    this.#rows = rows;
    this.#tiles = tiles;
    this.#table = new StepTable(arena, rows.at(-1)! + held.length, scratch);
    plan.volumes.forEach(({ buffer }, i) => {
      const { channels, pixels: size } = buffers[buffer]!;
      this.#table.image(i, channels, size, this.#staging, this.#plain(buffer));
      this.#spread(i, buffer);
    });
    const parts = {
      ...{ arena, table: this.#table, buffers, base: this.#base, tile, densest },
      ...{ wide: dispatch.wide, scales: this.#scales, sequences: this.#sequences },
      ...{ byteKernel: kernel, roomOptions },
      valueBytes: (step: ProgramStep) => this.#valueBytes(step),
    };
    const inTile = { ...parts, sequences: this.#sequences.map((of) => ({ ...of, length: seen })) };
    this.#ofStep = steps.map((step, i) => {
      const tile = tiles.find(({ from, to }) => i >= from && i < to);
      const at = this.#rowOf(i);
      const layer = writeStep(tile ? inTile : parts, at, step, i, this.#base + rooms[i]!);
      this.#spread(at, step.output);
      return layer;
    });
    for (const tile of tiles) {
      const { from, to, panels } = tile;
      const { length } = this.#sequences[plan.buffers[steps[from]!.output]!.sequence!]!;
      const moves = steps.slice(from, to).flatMap((step, i) =>
        tileMoves(step, tile).map(({ word, buffer }) => ({
          ...{ step: this.#rowOf(from + i), word, bytes: panels * buffers[buffer]!.part },
        })),
      );
      const row = { length, seen, tokens: 8 * panels, steps: to - from, moves };
      this.#tables += this.#table.tiles(rows[from]!, row);
    }
    this.#held = held.map((step, i) => {
      const { output } = steps[step]!;
      const { channels, part, layouts, later } = buffers[output]!;
      const at = rows.at(-1)! + i;
      this.#table.later(at, this.#rowOf(step), channels, this.#plain(output), part);
      return { step, at, first: later!, targets: layouts.length, pending: false };
    });
    const ofMatrix = new Map(
      steps.map((step, i) => ['matrix' in step ? step.matrix : step, this.#ofStep[i]]),
    );
    this.layers = given.flatMap((step) => ('matrix' in step ? [ofMatrix.get(step.matrix)!] : []));
    this.#named = steps.map(() => -1);
  }

  get tableBytes(): number {
    return this.#tables;
  }

  load(feed: (input: string) => Feed, { samples, tokens }: Request): void {
    const { volumes } = this.#plan;
    for (const held of this.#held) held.pending = false;
    for (const step of this.steps) if (step.kind === 'embed') checkIds(step, tokens[step.sequence]!);
    tokens.forEach(({ ids, lengths }, i) => {
      const { ids: at, length, most } = this.#sequences[i]!;
      if (samples !== 1) throw new RangeError(`${samples} samples; this engine takes one`);
      this.#arena.integers(at, most).set(ids);
      this.#arena.integers(length, 1)[0] = lengths[0]!;
    });
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
    const rows = this.#rows;
    const cut = this.#tiles.find((tile) => [from, to].some((at) => at > tile.from && at < tile.to));
    if (cut) {
      throw new RangeError(
        `steps ${from} to ${to}: steps ${cut.from} to ${cut.to} run tile by tile; ask for all of them, or none`,
      );
    }
    for (let i = from; i < to; i++) {
      const layer = this.#ofStep[i];
      if (!layer) continue;
      const level = layer.ladder === null ? 0 : levels[layer.ladder]!;
      if (this.#named[i] === level) continue;
      this.#table.weights(this.#rowOf(i), layer.at(level));
      this.#named[i] = level;
    }
    for (const held of this.#held) {
      if (held.pending && held.first < to) {
        this.#kernels.run(this.#table.address, held.at, held.at + 1);
        held.pending = false;
      }
      if (held.step < from || held.step >= to) continue;
      held.pending = held.first >= to;
      this.#table.spreads(this.#rowOf(held.step), held.pending ? 0 : held.targets);
    }
    this.#kernels.run(this.#table.address, rows[from]!, rows[to]!);
  }

  read(output: string, { tokens }: Pick<Request, 'tokens'>): Float32Array {
    const { buffer } = this.#plan.outputs.find(({ name }) => name === output)!;
    const { channels, pixels, sequence, part } = this.#buffers[buffer]!;
    if (sequence !== null) {
      const { width, lengths } = tokens[sequence]!;
      const [length] = lengths;
      const panels = this.#arena.floats(this.#plain(buffer), (Math.ceil(length! / 8) * part) / 4);
      const out = new Float32Array(width * channels);
      for (let t = 0; t < length!; t++) {
        let from = (t >> 3) * (part / 4) + (t & 7);
        for (let to = t * channels; to < (t + 1) * channels; to++, from += 8) out[to] = panels[from]!;
      }
      return out;
    }
    const plane = part / 4;
    const plain = this.#arena.floats(this.#plain(buffer), channels * plane);
    if (plane === pixels) return plain.slice();
    const out = new Float32Array(channels * pixels);
    for (let c = 0; c < channels; c++) out.set(plain.subarray(c * plane, c * plane + pixels), c * pixels);
    return out;
  }

  async close(): Promise<void> {}

  /** Largest of the values that a step on images wrote, and 0; of an engine that keeps all. @returns null for tokens */
  largest(step: number): number | null {
    const { output } = this.steps[step]!;
    const { channels, pixels, sequence, part } = this.#buffers[output]!;
    if (sequence !== null) return null;
    const plane = part / 4;
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

  #rowOf(step: number): number {
    return this.#rows[step + 1]! - 1;
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
}

/** Bytes of the scores of eight queries. */
function scoreBytes(plan: GraphPlan, { output }: ProgramStep): number {
  return Math.ceil(plan.sequences[plan.buffers[output]!.sequence!]!.most / 8) * 256;
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
    if (plan.buffers[step.output]!.sequence !== null) continue;
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

/** A step whose values are brought into layouts when the first step that reads one is run. */
interface HeldStep {
  readonly step: number;
  /** Place in the table of what brings them there. */
  readonly at: number;
  /** The first step that reads one. */
  readonly first: number;
  readonly targets: number;
  pending: boolean;
}

interface Sequence {
  /** Addresses of the ids, of the number of tokens that a step sees, and of all. */
  readonly ids: number;
  readonly length: number;
  readonly whole: number;
  readonly most: number;
}

/** Weights are in the kernels' memory alone. */
function withoutSources(step: ProgramStep): ProgramStep {
  if (step.kind !== 'convolve' && step.kind !== 'vector' && step.kind !== 'tokens') return step;
  const { matrix } = step;
  const order = new Int32Array(0);
  const ladder = matrix.ladder && { ...matrix.ladder, layer: { ...matrix.ladder.layer, order } };
  return {
    ...step,
    matrix: { ...matrix, ladder, weights: { ...matrix.weights, values: new Float32Array(0) } },
  };
}
