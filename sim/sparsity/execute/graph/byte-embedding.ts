import type { ActivationLayout, WasmArena } from '../../../../kernels/index.ts';
import { checkIds } from './check-ids.ts';
import type { EmbedStep } from './graph-plan.ts';
import type { TokenCounts } from './token-counts.ts';

/**
 * Rows of a table by number, times the row's scale, plus the token's position: eight tokens a panel. The table stays as
 * the file has it, a byte a weight where it has bytes; results are the float32 that multiplying and adding give.
 */
export class ByteEmbedding {
  readonly #arena: WasmArena;
  readonly #step: EmbedStep;
  readonly #layout: ActivationLayout;

  constructor(arena: WasmArena, step: EmbedStep, layout: ActivationLayout) {
    this.#arena = arena;
    this.#step = step;
    this.#layout = layout;
  }

  /** Bytes of the table, its scales and the positions. */
  get bytes(): number {
    const { table, scales, positions } = this.#step;
    return table.values.byteLength + (scales?.byteLength ?? 0) + (positions?.byteLength ?? 0);
  }

  /** Lanes behind the last token of a sample become 0. @throws RangeError for an id that is not a row of the table */
  run(tokens: TokenCounts, y: number): void {
    checkIds(this.#step, tokens);
    const { ids, width, lengths, starts } = tokens;
    const { table, scales, positions } = this.#step;
    const { cols, values } = table;
    const memory = new Float32Array(this.#arena.memory.buffer);
    const group = this.#layout.group / 4;
    for (let s = 0; s < lengths.length; s++) {
      const length = lengths[s]!;
      for (let t = 0; t < Math.ceil(length / 8) * 8; t++) {
        let to = y / 4 + (starts[s]! + (t >> 3)) * group + (t & 7);
        if (t >= length) {
          for (let c = 0; c < cols; c++, to += 8) memory[to] = 0;
          continue;
        }
        const id = ids[s * width + t]!;
        const scale = scales ? scales[id]! : 1;
        let from = id * cols;
        if (!positions) {
          for (let c = 0; c < cols; c++, to += 8) memory[to] = values[from++]! * scale;
          continue;
        }
        let position = t * cols;
        for (let c = 0; c < cols; c++, to += 8) {
          memory[to] = Math.fround(values[from++]! * scale) + positions[position++]!;
        }
      }
    }
  }
}
