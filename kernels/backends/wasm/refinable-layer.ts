import { blockHeight } from '../../formats/block-ladder.ts';
import type { MatrixLayer } from './matrix-layer.ts';
import type { ResidentLadder } from './resident-ladder.ts';
import { type RowCall, rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';

/**
 * A ladder layer that keeps its sums, so that a denser level costs only what it adds. It pays where the input stays the
 * same between two levels: the first layer, and a linear head on features that are kept. The result of a refined level
 * has the same bits as that level computed at once.
 */
export class RefinableLayer {
  /** Bytes of the sums. */
  readonly sumBytes: number;
  readonly #layer: MatrixLayer;
  readonly #ladder: ResidentLadder;
  readonly #sums: number;
  readonly #panelBytes: number;
  /** By segments kept, then by level. */
  readonly #calls: RowCall[][] = [];
  #level: number | null = null;

  /** @param layer with a ladder @throws RangeError without one */
  constructor(arena: WasmArena, layer: MatrixLayer) {
    if (!layer.resident) {
      throw new RangeError('the layer holds no ladder; only the sums of a ladder can be refined');
    }
    this.#layer = layer;
    this.#ladder = layer.resident;
    const { walk, count } = layer.offsets;
    const rows = Math.ceil(layer.rows / blockHeight) * blockHeight;
    this.#panelBytes = rows * (walk === 'vector' ? 4 : 32);
    this.sumBytes = this.#panelBytes * (walk === 'gather' ? Math.ceil(count / 8) : count);
    this.#sums = arena.allocate(this.sumBytes);
  }

  /** The level whose sums are kept; null before the first. */
  get level(): number | null {
    return this.#level;
  }

  /** Computes a level and keeps its sums. @param x @param y addresses of the activations @throws RangeError if not loaded */
  start(x: number, y: number, level: number): void {
    this.#run(x, y, 0, level);
  }

  /**
   * Goes on to a denser level (or writes the kept one again); x holds what it held at `start`.
   * @throws RangeError when nothing was started, the level is sparser than the kept one, or it is not loaded
   */
  refine(x: number, y: number, level: number): void {
    const kept = this.#level;
    if (kept === null || level > kept) {
      throw new RangeError(
        kept === null
          ? `level ${level} has no sums to go on from; start with a level first`
          : `level ${level} is sparser than level ${kept}, whose sums are kept; start again to go back`,
      );
    }
    this.#run(x, y, this.#ladder.segmentCount(kept), level);
  }

  #run(x: number, y: number, from: number, level: number): void {
    this.#calls[from] ??= [];
    const calls = this.#calls[from];
    calls[level] ??= this.#call(from, level);
    this.#layer.runner.run(calls[level], x, y);
    this.#level = level;
  }

  #call(from: number, level: number): RowCall {
    const to = this.#ladder.segmentCount(level);
    const { offsets, cols } = this.#layer;
    const parts = this.#layer.epilogueParts(level);
    const lanes = offsets.walk === 'panels' ? offsets.count * 8 : offsets.count;
    const kept = from === 0 ? 0 : this.#ladder.blocksBefore(this.#ladder.levels - from).at(-1)!;
    const rest = {
      ends: splitRows(parts.blockRows, null, this.#layer.runner.threads),
      work: (this.#ladder.blocksBefore(level).at(-1)! - kept) * blockHeight * lanes,
      scratchStride: parts.scratchStride,
    };
    const end = [parts.scale, parts.bias, parts.floor, 'y'] as const;
    const steps = [this.#ladder.table, from, to, 'first row', 'last row', this.#sums] as const;
    if (offsets.walk === 'vector') {
      const start = { x: offsets.input[0]!, y: offsets.output[0]! };
      return rowCall('refineVector', ['x', ...steps, ...end], rest, start);
    }
    const out = [this.#panelBytes, ...end, parts.output, parts.outPlane] as const;
    if (offsets.walk === 'panels') {
      return rowCall('refine', ['x', parts.input, offsets.count, ...steps, ...out], rest);
    }
    const args = ['x', parts.input, offsets.count, parts.columns, cols, ...steps, ...out] as const;
    return rowCall('refinePixels', [...args, { scratch: parts.panel }, { scratch: parts.tile }], rest);
  }
}
