import {
  type ByteLists,
  type BytePlace,
  blockHeight,
  blockRowCount,
  type ChannelFours,
  type ListBytes,
  ladderListBytes,
  packInt8Ladder,
  quantiseRows,
  unpackBlockLadder,
  type WasmArena,
  writeByteLadder,
  writeDenseBytes,
} from '../../../../../kernels/index.ts';
import { LayerCounts } from '../../layer-counts.ts';
import type { LayerBytes } from '../../memory-report.ts';
import type { MatrixStep } from '../../plan.ts';
import { withoutLevelZero } from '../../wasm-layer.ts';
import type { EngineLayer } from '../graph-engine.ts';
import { packLadder, writeEpilogue } from './program-layer.ts';

/**
 * int8 weights of a step in the kernels' memory, as `ProgramLayer` has them in fp32: one scale a row from level 0, which
 * all levels share with the value of every weight; each level's batch norm stays outside, in float32. Where level 0 is loaded,
 * levels between it and the sparsest may be lists of places in its bytes; else, and where level 0 is not loaded, each level has
 * weights of its own.
 */
export interface Int8LayerForm {
  /** Densest level that is loaded. */
  readonly densest: number;
  /** Value of a step of the input. */
  readonly inputScale: number;
  /** Columns are ordered for chains of dot products. */
  readonly chained: boolean;
  /** Levels between the densest and the sparsest read level 0's weights. */
  readonly shares: boolean;
  /** How a packed input lies; null: it is read in place. */
  readonly channelFours: ChannelFours | null;
}

export class Int8ProgramLayer implements EngineLayer {
  readonly node: string;
  readonly inputs: number;
  readonly ladder: number | null;
  readonly bytes: LayerBytes;
  readonly tableBytes = 0;
  readonly #counts: LayerCounts;
  readonly #places: readonly (BytePlace | null)[];

  /**
   * @param columns [cols] byte offsets of the matrix's columns in its input
   * @throws FormatError or RangeError
   */
  constructor(
    arena: WasmArena,
    step: MatrixStep,
    columns: ArrayLike<number>,
    { densest, inputScale, chained, shares, channelFours }: Int8LayerForm,
  ) {
    const { shape, weights, ladder } = step;
    this.node = step.node;
    this.inputs = shape.channels * shape.height * shape.width;
    this.ladder = ladder?.index ?? null;
    const first = ladder ? densest : 0;
    // Scales are those of level 0, wherever loading begins: a weight has one value.
    const whole = ladder && packLadder(step, 0);
    const rows = quantiseRows(whole ? unpackBlockLadder(whole, 0) : weights);
    const packed = ladder && packLadder(step, first);
    this.#counts = new LayerCounts(step, packed);
    this.#counts.forgetLadder();
    const padded = blockRowCount(rows.rows) * blockHeight;
    const epilogue = writeEpilogue(
      arena,
      step,
      first,
      rows.scales.map((scale) => scale * inputScale),
    );
    const levels = ladder ? ladder.layer.levelEnds.length : 1;
    const dense = first === 0 ? writeDenseBytes(arena, rows, columns, chained, channelFours) : null;
    const sparse = packed && withoutLevelZero(packed);
    const lists = sparse
      ? writeByteLadder(arena, packInt8Ladder(sparse, rows.scales), columns, chained, shares ? dense : null)
      : new Array<ByteLists | null>(levels).fill(null);
    if (dense) lists[0] = dense.lists;
    this.#places = lists.map((found, k) => found && { ...found, ...epilogue(k) });
    const bytesOf = (of: readonly ListBytes[]) =>
      lists.map((found, k) => ({
        ...((k === 0 ? dense?.bytes : of[k]) ?? nothing),
        epilogue: found ? padded * 8 : 0,
      }));
    const count = (besideDense: number) => (sparse ? ladderListBytes(sparse.segments, besideDense) : []);
    this.bytes = {
      inLadder: ladder !== null,
      levels: bytesOf(count(0)),
      besideDense: bytesOf(count(shares ? 4 * Math.ceil(rows.cols / 4) : 0)),
    };
  }

  activeMacs(level: number): number {
    return this.#counts.activeMacs(level);
  }

  /** @throws RangeError for a level that is not loaded */
  at(level: number): BytePlace {
    const place = this.#places[level];
    if (!place) throw new RangeError(`level ${level} of ${this.node} is not loaded`);
    return place;
  }
}

const nothing: ListBytes = { values: 0, indices: 0, rowPointers: 0 };
