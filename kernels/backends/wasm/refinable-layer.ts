import { blockHeight } from '../../formats/block-ladder.ts';
import type { RowCall } from './kernel-runner.ts';
import type { MatrixLayer } from './matrix-layer.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';

/**
 * A ladder layer that keeps its sums, so that a denser level costs only what it adds. It pays where the input stays the
 * same between two levels: the first layer, and a linear head on features that are kept. The result of a refined level
 * has the same bits as that level computed at once.
 */
export class RefinableLayer {
  readonly #layer: MatrixLayer;
  readonly #sums: number;
  readonly #sumBytes: number;
  #level: number | null = null;

  /** @param layer with a ladder @throws RangeError without one */
  constructor(arena: WasmArena, layer: MatrixLayer) {
    if (!layer.ladderWeights) {
      throw new RangeError('the layer holds no ladder; only the sums of a ladder can be refined');
    }
    this.#layer = layer;
    const { walk, count } = layer.offsets;
    const rows = Math.ceil(layer.rows / blockHeight) * blockHeight;
    this.#sumBytes = rows * (walk === 'vector' ? 4 : 32);
    this.#sums = arena.allocate(this.#sumBytes * (walk === 'gather' ? Math.ceil(count / 8) : count));
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
    this.#run(x, y, this.#layer.ladderWeights!.levels - kept, level);
  }

  #run(x: number, y: number, from: number, level: number): void {
    const { levels, densest, segments } = this.#layer.ladderWeights!;
    if (!Number.isInteger(level) || level < densest || level >= levels) {
      throw new RangeError(
        `level ${level} is not loaded; this layer holds levels ${densest} to ${levels - 1}`,
      );
    }
    const { offsets, cols, parts } = this.#layer;
    const skip = (level - densest) * parts.epilogueBytes;
    const end = [parts.scale + skip, parts.bias + skip, parts.floor];
    const steps = [segments, from, levels - level, 0, 0, this.#sums];
    let call: RowCall;
    if (offsets.walk === 'vector') {
      const args = [x + offsets.input[0]!, ...steps, ...end, y + offsets.output[0]!];
      call = { kernel: 'refineVector', args, at: 4, scratch: [] };
    } else if (offsets.walk === 'panels') {
      const args = [x, parts.input, offsets.count, ...steps, this.#sumBytes, ...end];
      args.push(y, parts.output, parts.outPlane);
      call = { kernel: 'refine', args, at: 6, scratch: [] };
    } else {
      const args = [x, parts.input, offsets.count, parts.columns, cols, ...steps, this.#sumBytes, ...end];
      args.push(y, parts.output, parts.outPlane, parts.panel, parts.tile);
      call = { kernel: 'refinePixels', args, at: 8, scratch: [18, 19] };
    }
    parts.runner.run(call, splitRows(parts.blockRows, null, parts.runner.threads), parts.scratchStride);
    this.#level = level;
  }
}
