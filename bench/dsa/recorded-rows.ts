import type { Estimate } from '../../sim/statistics/estimate.ts';
import type { NetworkAnswers } from './gather-answers.ts';
import type { Accuracy, Judge, RightBySeed } from './judge.ts';
import type { RecordedAnswers } from './read-recorded.ts';

/** A network of which answers alone are kept: a small dense one, one of one sparsity, or one without the layers that a ladder prunes. */
export interface RecordedRow {
  readonly id: string;
  /** Of the ladder, with the same sparsity; null: it has none. */
  readonly level: string | null;
  readonly validation: number;
  readonly accuracy: Accuracy;
  /** Points that it loses against the dense network. */
  readonly lossDense: Estimate | null;
  /** Points that the ladder's level loses against it; null: no seed has both. */
  readonly lossOfLevel: Estimate | null;
}

export const controlId = 'layers off';
export const aloneId = (sparsity: number): string => `alone ${(100 * sparsity).toFixed(1)}%`;

/** Levels whose sparsity is this near to that of a network are its own: counted blocks are not exactly what was asked for. */
const near = 0.005;

/** Rows of recorded networks that have no row among the others: the control, small dense ones, the widest first, then by rising sparsity. */
export function recordedRows(
  rows: readonly NetworkAnswers[],
  recorded: RecordedAnswers,
  { validation, test, ofDense }: { validation: Judge; test: Judge; ofDense: RightBySeed },
): RecordedRow[] {
  return [...recorded.keys()]
    .flatMap((id): { id: string; order: number; level: NetworkAnswers | null }[] => {
      if (rows.some((row) => row.id === id)) return [];
      if (id === controlId) return [{ id, order: Number.NEGATIVE_INFINITY, level: null }];
      const width = /^small ([\d.]+)$/.exec(id)?.[1];
      if (width) return [{ id, order: -Number(width), level: null }];
      const sparsity = Number(/^alone ([\d.]+)%$/.exec(id)?.[1]) / 100;
      const level = rows.find(
        (row) => row.kind === 'level' && !row.ranges && Math.abs(row.sparsity - sparsity) < near,
      );
      return level ? [{ id, order: sparsity, level }] : [];
    })
    .sort((a, b) => a.order - b.order)
    .map(({ id, level }) => {
      const network = { id, recordedOnly: true, bySeed: new Map() };
      const right = test.right(network);
      return {
        ...{
          id,
          level: level?.id ?? null,
          accuracy: test.accuracy(right),
          lossDense: test.loss(right, ofDense),
        },
        validation: validation.accuracy(validation.right(network)).mean,
        lossOfLevel: level && test.loss(test.right(level), right),
      };
    });
}
