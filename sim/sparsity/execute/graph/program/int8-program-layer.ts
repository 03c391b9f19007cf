import {
  blockHeight,
  blockRowCount,
  packInt8Ladder,
  quantiseRows,
  unpackBlockLadder,
  type WasmArena,
  type WeightPlace,
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
 * all levels share with the value of every weight; each level's batch norm stays outside, in float32.
 */
export class Int8ProgramLayer implements EngineLayer {
  readonly node: string;
  readonly inputs: number;
  readonly ladder: number | null;
  readonly bytes: LayerBytes;
  readonly tableBytes = 0;
  readonly #counts: LayerCounts;
  readonly #places: readonly (WeightPlace | null)[];

  /**
   * @param columns [cols] byte offsets of the matrix's columns in its input @param inputScale value of a step of the input
   * @throws FormatError or RangeError
   */
  constructor(arena: WasmArena, step: MatrixStep, columns: Uint32Array, densest: number, inputScale: number) {
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
    const places = new Array<WeightPlace | null>(levels).fill(null);
    const dense = first === 0 ? writeDenseBytes(arena, rows, columns) : null;
    if (dense) {
      const fours = Math.ceil(rows.cols / 4);
      const segments = arena.putIntegers(dense.entry);
      places[0] = { segments, segmentCount: 1, columns: fours, ...epilogue(0) };
    }
    const sparse = packed && withoutLevelZero(packed);
    const written = sparse ? writeByteLadder(arena, packInt8Ladder(sparse, rows.scales), columns) : [];
    const loaded = [...written.keys()].filter((k) => written[k]).reverse();
    const table = arena.putIntegers(loaded.flatMap((k) => written[k]!.entry));
    for (const k of loaded) {
      places[k] = { segments: table, segmentCount: levels - k, columns: 0, ...epilogue(k) };
    }
    this.#places = places;
    this.bytes = {
      inLadder: ladder !== null,
      levels: places.map((place, k) => {
        const { values, indices, rowPointers } = (k === 0 ? dense : written[k]) ?? nothing;
        return { values, indices, rowPointers, epilogue: place ? padded * 8 : 0 };
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

const nothing = { values: 0, indices: 0, rowPointers: 0 };
