import {
  type BlockLadder,
  blockHeight,
  blockRowCount,
  packBlockLadder,
  ResidentLadder,
  unpackBlockLadder,
  validateDenseMatrix,
  type WasmArena,
  type WeightPlace,
  writeDense,
} from '../../../../../kernels/index.ts';
import { LayerCounts } from '../../layer-counts.ts';
import type { LayerBytes } from '../../memory-report.ts';
import type { MatrixStep } from '../../plan.ts';
import { withoutLevelZero } from '../../wasm-layer.ts';
import type { EngineLayer } from '../graph-engine.ts';

/** fp32 weights of a step in the kernels' memory at all loaded levels: level 0 dense, sparser ones as lists of blocks. */
export class ProgramLayer implements EngineLayer {
  readonly node: string;
  readonly inputs: number;
  readonly ladder: number | null;
  readonly bytes: LayerBytes;
  readonly tableBytes: number;
  readonly #counts: LayerCounts;
  readonly #places: readonly (WeightPlace | null)[];

  /**
   * @param columns [cols] byte offsets of the matrix's columns in its input @param leavesOnes scales that are all 1 have address 0
   * @throws FormatError or RangeError
   */
  constructor(arena: WasmArena, step: MatrixStep, columns: Uint32Array, densest: number, leavesOnes = false) {
    const { shape, weights, ladder } = step;
    validateDenseMatrix(weights, `weights of ${step.node}`);
    this.node = step.node;
    this.inputs = shape.channels * shape.height * shape.width;
    this.ladder = ladder?.index ?? null;
    const first = ladder ? densest : 0;
    const packed = ladder && packLadder(step, first);
    this.#counts = new LayerCounts(step, packed);
    this.#counts.forgetLadder();
    const { rows, cols } = weights;
    const padded = blockRowCount(rows) * blockHeight;
    const written = writeEpilogue(arena, step, first);
    const ones = (level: number) =>
      leavesOnes && step.scale.subarray(level * rows, (level + 1) * rows).every((scale) => scale === 1);
    const epilogue = (level: number) => ({ ...written(level), ...(ones(level) ? { scale: 0 } : {}) });
    const levels = ladder ? ladder.layer.levelEnds.length : 1;
    const places = new Array<WeightPlace | null>(levels).fill(null);
    if (first === 0) {
      const values = writeDense(arena, packed ? unpackBlockLadder(packed, 0) : weights);
      const segments = arena.putIntegers([0, arena.putIntegers(columns), values]);
      places[0] = { segments, segmentCount: 1, columns: cols, ...epilogue(0) };
    }
    const sparse = packed && withoutLevelZero(packed);
    const resident = sparse && new ResidentLadder(arena, sparse, columns);
    for (let k = Math.max(1, first); resident && k < levels; k++) {
      places[k] = {
        segments: resident.table,
        segmentCount: resident.segmentCount(k),
        columns: 0,
        ...epilogue(k),
      };
    }
    this.#places = places;
    this.tableBytes = first === 0 ? columns.byteLength : 0;
    const dense = { values: padded * cols * 4, indices: 0, rowPointers: 0, epilogue: padded * 8 };
    this.bytes = {
      inLadder: ladder !== null,
      levels: places.map((place, k) => {
        if (k === 0 && first === 0) return dense;
        return { ...resident!.bytes(k), epilogue: place ? padded * 8 : 0 };
      }),
    };
  }

  activeMacs(level: number): number {
    return this.#counts.activeMacs(level);
  }

  /** @throws RangeError for a level that is not loaded */
  at(level: number): WeightPlace {
    const place = this.#places[level];
    if (!place) throw new RangeError(`level ${level} of ${this.node} is not loaded`);
    return place;
  }
}

/** @throws FormatError for an order that is not one */
export function packLadder({ weights, ladder, node }: MatrixStep, densest: number): BlockLadder {
  const { order, levelEnds } = ladder!.layer;
  return packBlockLadder(weights, order, levelEnds, densest, `ladder of ${node}`);
}

/**
 * Writes scales and biases of the levels from `first` on, rows padded to whole blocks.
 * @param times [rows] factors of the scales; default 1 @returns addresses by level
 * @throws RangeError for values that are missing or not finite
 */
export function writeEpilogue(
  arena: WasmArena,
  step: MatrixStep,
  first: number,
  times?: ArrayLike<number>,
): (level: number) => { readonly scale: number; readonly bias: number } {
  const { rows } = step.weights;
  const levels = step.ladder ? step.ladder.layer.levelEnds.length : 1;
  const padded = blockRowCount(rows) * blockHeight;
  const write = (name: 'scale' | 'bias', factors?: ArrayLike<number>) => {
    const values = step[name];
    if (values.length !== levels * rows || !values.every(Number.isFinite)) {
      throw new RangeError(
        `${name} of ${step.node}: ${levels * rows} finite values are needed (${levels} levels x ${rows} channels), found ${values.length}${values.every(Number.isFinite) ? '' : ', not all finite'}`,
      );
    }
    const out = new Float32Array((levels - first) * padded);
    for (let i = first * rows; i < values.length; i++) {
      const [k, r] = [Math.floor(i / rows) - first, i % rows];
      out[k * padded + r] = values[i]! * (factors?.[r] ?? 1);
    }
    return arena.putFloats(out);
  };
  const [scale, bias] = [write('scale', times), write('bias')];
  return (level) => {
    const skip = (level - first) * padded * 4;
    return { scale: scale + skip, bias: bias + skip };
  };
}
