import type { WasmArena } from '../wasm-arena.ts';
import type { UnfoldedLayout } from './unfolded-layout.ts';
import type { ByteLists } from './write-byte-weights.ts';
import { unfoldWords, writeUnfold } from './write-unfold.ts';

/** Words of a step; which is what stands in assembly/program/steps.ts. */
const stepWords = 32;

/** A layout in memory that the values of a step are brought into. */
export interface UnfoldTarget {
  readonly layout: UnfoldedLayout;
  readonly at: number;
  /** Of bytes: value = scale x byte; 1 for float32. */
  readonly scale: number;
}

/** Where a step's float32 weights of one level lie. */
export interface WeightPlace {
  readonly segments: number;
  readonly segmentCount: number;
  /** Columns of a dense matrix; 0: lists of blocks. */
  readonly columns: number;
  readonly scale: number;
  readonly bias: number;
}

/** Where a step's bytes of one level lie. */
export interface BytePlace extends ByteLists {
  readonly scale: number;
  readonly bias: number;
}

export interface ConvolveStep {
  readonly channels: number;
  readonly pixels: number;
  readonly x: number;
  readonly floor: number;
  readonly residual: number;
  readonly out: number;
  /** Whether values stay at `out`; else four channels of room are there. */
  readonly keeps: boolean;
}

/** How the kernels for bytes compute. */
export interface ByteStep {
  /** 2: four bytes at a time, 3: in pairs, 4: as 16 bits. */
  readonly kernel: 2 | 3 | 4;
  /** Address of room for the input of a dense matrix in packed form; 0: it is read in place. */
  readonly packed: number;
  /** Bytes of a channel of x, and fours of channels. */
  readonly channelBytes: number;
  readonly groups: number;
  /** Address of room for four channels where packed x takes the place of x; else 0. */
  readonly packRoom: number;
  /** Addresses of room for a row: weights, 16 bytes a four of columns, and columns, 8 bytes. */
  readonly row: number;
  readonly rowColumns: number;
  /** Packed panels are taken two at a time. */
  readonly wide: boolean;
}

/** A product of bytes with one vector. */
export interface ByteVectorStep extends Pick<ByteStep, 'row' | 'rowColumns'> {
  readonly x: number;
  readonly floor: number;
  readonly out: number;
  readonly columns: number;
  /** Address of byte offsets of the columns in x; 0: they lie in order. */
  readonly offsets: number;
  /** Address of room for the vector as 16-bit numbers, whole fours. */
  readonly vector: number;
}

/** Most that a column of a vector is as a whole number: so that no sum of products with bytes passes 32 bits. */
export function mostOfVector(columns: number): number {
  return Math.min(32767, Math.floor((2 ** 31 - 1) / (127 * columns)));
}

export interface TokensStep {
  /** Address of the number of tokens. */
  readonly length: number;
  readonly x: number;
  /** Bytes of a panel of x. */
  readonly group: number;
  readonly out: number;
  readonly outGroup: number;
  readonly floor: number;
  readonly residual: number;
  /** Two panels at a time. */
  readonly wide: boolean;
  /** Panels that are taken together. */
  readonly panels: number;
  /** Address of three words a level. */
  readonly spans: number;
}

/** Steps that run on a few panels of tokens after the other. */
export interface TilesStep {
  /** Address of the number of tokens, and of the number that the steps see. */
  readonly length: number;
  readonly seen: number;
  /** Tokens of a tile, whole panels. */
  readonly tokens: number;
  /** How many of the steps behind this one. */
  readonly steps: number;
  /** Words of these that go on with each tile, by bytes. */
  readonly moves: readonly { readonly step: number; readonly word: number; readonly bytes: number }[];
}

/** Bytes of a channel of plain values: whole panels of eight, and one float where there is one pixel. */
export function plainPlane(pixels: number): number {
  return pixels === 1 ? 4 : Math.ceil(pixels / 8) * 32;
}

/** A float32 as the word of a step that holds its bits. */
export function floatWord(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0]!;
}

/** Kinds of steps that are made by `put`, as assembly/program/steps.ts counts them. */
const stepKinds = {
  ...({ add: 3, pool: 4, embed: 6, norm: 7, attend: 8, tokens: 9 } as const),
  ...({ mean: 10, combine: 11, apply: 12, join: 13, largest: 14, spread: 17 } as const),
};

/** Steps of a network of one sample in the kernels' memory. */
export class StepTable {
  readonly address: number;
  readonly #arena: WasmArena;
  readonly #scratch: number;
  readonly #words: Uint32Array;
  readonly #floats: Float32Array;

  /** @param scratch address of room for the bytes of any channel, with 64 more on both sides */
  constructor(arena: WasmArena, count: number, scratch: number) {
    this.#arena = arena;
    this.#scratch = scratch;
    this.address = arena.allocate(count * stepWords * 4);
    this.#words = arena.integers(this.address, count * stepWords);
    this.#words.fill(0);
    this.#floats = arena.floats(this.address, count * stepWords);
  }

  image(step: number, channels: number, pixels: number, bytes: number, out: number): void {
    this.#head(step, 5, channels);
    this.#set(step, 5, [bytes, out, plainPlane(pixels), pixels]);
  }

  /** Says where the bytes of an image lie; 0: its plain values are written already. */
  imageBytes(step: number, bytes: number): void {
    this.#words[step * stepWords + 5] = bytes;
  }

  /** @param kernel of float32: one panel, or two at a time */
  convolve(step: number, s: ConvolveStep, kernel: 0 | 1): void {
    this.#convolves(step, 1, s);
    this.#set(step, 5, [kernel, s.x]);
  }

  convolveBytes(step: number, s: ConvolveStep, b: ByteStep): void {
    this.#convolves(step, 15, s);
    this.#set(step, 5, [b.kernel, s.x, b.packed]);
    this.#set(step, 24, [b.row, b.rowColumns, Number(b.wide), b.channelBytes, b.groups, b.packRoom]);
    this.#set(step, 30, [Number((s.pixels - 1) % 8 < 4)]);
  }

  multiply(step: number, rows: number, x: number, floor: number, out: number): void {
    this.#head(step, 2, rows);
    this.#set(step, 6, [x]);
    this.#set(step, 9, [Math.ceil(rows / 4)]);
    this.#set(step, 17, [out]);
    this.#floats[step * stepWords + 15] = floor;
  }

  multiplyBytes(step: number, rows: number, s: ByteVectorStep): void {
    this.#head(step, 16, rows);
    this.#set(step, 6, [s.x]);
    this.#set(step, 9, [Math.ceil(rows / 4)]);
    this.#set(step, 17, [s.out]);
    this.#set(step, 24, [s.row, s.rowColumns, s.vector, s.columns, 0, s.offsets]);
    this.#floats[step * stepWords + 15] = s.floor;
    this.#floats[step * stepWords + 28] = mostOfVector(s.columns);
  }

  /** Weights of a `convolve`, `multiply` or `tokens` step, or of one on bytes. */
  weights(step: number, place: WeightPlace | BytePlace): void {
    const { scale, bias } = place;
    if ('form' in place) {
      this.#set(step, 10, [place.form, place.list, place.weights, scale, bias]);
      this.#set(step, 19, [place.starts, place.counts, place.chains, place.shared, place.fours]);
    } else this.#set(step, 10, [place.segments, place.segmentCount, place.columns, scale, bias]);
  }

  /** A matrix on panels of tokens. */
  tokens(step: number, rows: number, s: TokensStep): void {
    this.#head(step, stepKinds.tokens, rows);
    this.#set(step, 5, [s.length, s.x, s.group, s.outGroup, Math.ceil(rows / 4)]);
    this.#floats[step * stepWords + 15] = s.floor;
    this.#set(step, 16, [s.residual, s.out, Number(s.wide), s.panels, s.spans]);
  }

  /** @returns bytes of its table */
  tiles(step: number, { length, seen, tokens, steps, moves }: TilesStep): number {
    const words = moves.flatMap((move) => [
      this.address + (move.step * stepWords + move.word) * 4,
      move.bytes,
    ]);
    this.#head(step, 18, 0);
    this.#set(step, 5, [length, seen, tokens, steps, this.#arena.putIntegers(words), moves.length]);
    return 4 * words.length;
  }

  /** Any other step. @param words from word 5 on */
  put(step: number, kind: keyof typeof stepKinds, channels: number, words: readonly number[]): void {
    this.#head(step, stepKinds[kind], channels);
    this.#set(step, 5, words);
  }

  /** A step that brings plain values, `plane` bytes a channel, to where step `of` was to bring them. */
  later(step: number, of: number, channels: number, plain: number, plane: number): void {
    this.put(step, 'spread', channels, [plain, plane]);
    this.#set(step, 2, [...this.#words.subarray(of * stepWords + 2, of * stepWords + 5)]);
  }

  /** How many of its targets a step brings its values into: all, or none. */
  spreads(step: number, count: number): void {
    this.#words[step * stepWords + 3] = count;
  }

  /** What a step's values are brought into. @returns bytes of the tables */
  spread(step: number, targets: readonly UnfoldTarget[]): number {
    const size = unfoldWords * 4;
    const specs = targets.length === 0 ? 0 : this.#arena.allocate(targets.length * size);
    this.#set(step, 2, [specs, targets.length, size]);
    return targets.reduce(
      (bytes, { layout, at, scale }, i) =>
        bytes + writeUnfold(this.#arena, layout, specs + i * size, at, scale, this.#scratch),
      targets.length * size,
    );
  }

  #convolves(
    step: number,
    kind: number,
    { channels, pixels, residual, out, keeps, floor }: ConvolveStep,
  ): void {
    const panels = Math.ceil(pixels / 8);
    this.#head(step, kind, channels);
    this.#set(step, 8, [panels, Math.ceil(channels / 4)]);
    this.#set(step, 16, [residual, out, keeps ? 4 * panels * 32 : 0]);
    this.#floats[step * stepWords + 15] = floor;
  }

  #head(step: number, kind: number, channels: number): void {
    this.#set(step, 0, [kind, channels]);
  }

  #set(step: number, first: number, values: readonly number[]): void {
    this.#words.set(values, step * stepWords + first);
  }
}
