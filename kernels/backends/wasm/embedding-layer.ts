import { type DenseMatrix, validateDenseMatrix } from '../../formats/dense-matrix.ts';
import { checkIds } from '../../ops/embedding/check-ids.ts';
import type { ActivationLayout } from './activation-layout.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { type RowCall, rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';
import type { WasmArena } from './wasm-arena.ts';

/** Rows of a table by number, as an activation of one pixel: eight tokens a panel, or one a group. */
export class EmbeddingLayer {
  readonly #arena: WasmArena;
  readonly #runner: KernelRunner;
  readonly #rows: number;
  readonly #output: ActivationLayout;
  readonly #ids: number;
  readonly #call: RowCall;

  /**
   * @param table [vocabulary][features]
   * @throws FormatError when the table is not a matrix, RangeError when the output has other features or more pixels
   */
  constructor(arena: WasmArena, runner: KernelRunner, table: DenseMatrix, output: ActivationLayout) {
    validateDenseMatrix(table, 'embedding table');
    if (output.channels !== table.cols || output.height * output.width !== 1) {
      throw new RangeError(
        `the output holds ${output.channels} x ${output.height} x ${output.width}; the table gives ${table.cols} x 1 x 1`,
      );
    }
    this.#arena = arena;
    this.#runner = runner;
    this.#rows = table.rows;
    this.#output = output;
    // Rows of whole vectors; one more, of zeros, for the lanes of a panel that have no token.
    const padded = Math.ceil(table.cols / 4) * 4;
    const values = new Float32Array((table.rows + 1) * padded);
    for (let r = 0; r < table.rows; r++) {
      values.set(table.values.subarray(r * table.cols, (r + 1) * table.cols), r * padded);
    }
    const { groups, lanes, group } = output;
    this.#ids = arena.allocate(groups * lanes * 4);
    const rest = {
      ends: splitRows(groups, null, runner.threads),
      work: groups * lanes * padded,
      scratchStride: 0,
    };
    const kernel = lanes === 8 ? 'embedPanels' : 'embedRows';
    const from = ['x', 'first row', 'last row', arena.putFloats(values), padded * 4] as const;
    this.#call = rowCall(kernel, [...from, 'y', group], rest);
  }

  /**
   * Lanes and groups behind the last id read 0. @param y address of the output
   * @throws RangeError, before anything is written, when an id is not a row of the table or there are too many
   */
  run(ids: ArrayLike<number>, y: number): void {
    const { groups, lanes } = this.#output;
    const places = groups * lanes;
    checkIds(ids, this.#rows);
    if (ids.length > places) throw new RangeError(`${ids.length} ids; the output has room for ${places}`);
    const list = this.#arena.integers(this.#ids, places).fill(this.#rows);
    for (let i = 0; i < ids.length; i++) list[i] = ids[i]!;
    this.#runner.run(this.#call, this.#ids, y);
  }
}
