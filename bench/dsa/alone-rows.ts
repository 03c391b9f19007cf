import type { Estimate } from '../../sim/statistics/estimate.ts';
import type { NetworkAnswers } from './gather-answers.ts';
import type { Judge, RightBySeed } from './judge.ts';
import type { RecordedAnswers } from './read-recorded.ts';

/** A network that was trained for one sparsity alone, beside the level of the ladder that has it. */
export interface AloneRow {
  /** As recorded: `alone 75.0%`. */
  readonly id: string;
  readonly level: string;
  readonly validation: number;
  readonly accuracy: { readonly perSeed: readonly number[]; readonly mean: number };
  /** Points that it loses against the dense network. */
  readonly lossDense: Estimate | null;
  /** Points that the ladder's level loses against it; null: no seed has both. */
  readonly lossOfLevel: Estimate | null;
}

export const aloneId = (sparsity: number): string => `alone ${(100 * sparsity).toFixed(1)}%`;

/** Levels whose sparsity is this near to that of a network are its own: counted blocks are not exactly what was asked for. */
const near = 0.005;

/** Rows of recorded networks that no ladder trained, by rising sparsity. */
export function aloneRows(
  rows: readonly NetworkAnswers[],
  recorded: RecordedAnswers,
  { validation, test, ofDense }: { validation: Judge; test: Judge; ofDense: RightBySeed },
): AloneRow[] {
  return [...recorded.keys()]
    .flatMap((id) => {
      const sparsity = Number(/^alone ([\d.]+)%$/.exec(id)?.[1]) / 100;
      const level = rows.find(
        (row) => row.kind === 'level' && !row.ranges && Math.abs(row.sparsity - sparsity) < near,
      );
      return level ? [{ id, sparsity, level }] : [];
    })
    .sort((a, b) => a.sparsity - b.sparsity)
    .map(({ id, level }) => {
      const right = test.right({ id, bySeed: new Map() });
      return {
        ...{ id, level: level.id, accuracy: test.accuracy(right), lossDense: test.loss(right, ofDense) },
        validation: validation.accuracy(validation.right({ id, bySeed: new Map() })).mean,
        lossOfLevel: test.loss(test.right(level), right),
      };
    });
}
