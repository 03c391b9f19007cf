import fc from 'fast-check';
import {
  convertMatrix,
  packColumnBlockLadder,
  packInt8Ladder,
  packNm,
  packTallBlock,
  pruneNm,
  type SparseMatrix,
} from '../../kernels/index.ts';
import { type LadderCase, ladderCase } from '../../kernels/testing/index.ts';

/** One matrix in every format; `nm` is pruned, where its pattern asks for it. */
export interface FormatCase extends LadderCase {
  readonly kept: number;
  readonly group: number;
  readonly matrices: readonly SparseMatrix[];
}

/** Any matrix, with patterns that divide its columns; ladders with levels that are not loaded too. */
export const formatCase: fc.Arbitrary<FormatCase> = fc
  .record({ base: ladderCase, pattern: fc.nat(), skipped: fc.nat() })
  .map(({ base, pattern, skipped }) => {
    const { weights } = base;
    const groups = [1, 2, 3, 4, 5, 8, 16].filter((group) => weights.cols % group === 0);
    const group = groups[pattern % groups.length]!;
    const kept = 1 + (pattern % group);
    const densest = skipped % base.ladder.levels;
    const segments = base.ladder.segments.map((segment, k) => (k < densest ? null : segment));
    const ladder = { ...base.ladder, segments, densest };
    const dense: SparseMatrix = { format: 'dense', matrix: weights };
    const matrices: SparseMatrix[] = [
      dense,
      convertMatrix(dense, 'csr'),
      { format: 'nm', matrix: packNm(pruneNm(weights, kept, group), kept, group) },
      { format: 'block-ladder', matrix: ladder },
      { format: 'tall-block', matrix: packTallBlock(ladder, densest) },
      { format: 'column-block-ladder', matrix: packColumnBlockLadder(ladder) },
      convertMatrix(dense, 'int8-block'),
      { format: 'int8-ladder', matrix: packInt8Ladder(ladder) },
    ];
    return { ...base, ladder, kept, group, matrices };
  });
