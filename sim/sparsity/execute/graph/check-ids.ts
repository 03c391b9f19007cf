import type { EmbedStep } from './graph-plan.ts';
import type { TokenCounts } from './token-counts.ts';

/** @throws RangeError for an id that is not a row of the step's table */
export function checkIds({ table, node }: EmbedStep, { ids, width, lengths }: TokenCounts): void {
  for (let s = 0; s < lengths.length; s++) {
    const length = lengths[s]!;
    for (let t = 0; t < length; t++) {
      const id = ids[s * width + t]!;
      if (!(id >= 0 && id < table.rows)) {
        throw new RangeError(
          `${node}: sample ${s} has the id ${id} at ${t}; the table has rows 0 to ${table.rows - 1}`,
        );
      }
    }
  }
}
