import { validateDenseMatrix } from './dense-matrix.ts';
import type { MatrixOf, SparseFormat, SparseMatrix } from './sparse-matrix.ts';
import { validateBlockLadder } from './validate-block-ladder.ts';
import { validateColumnBlockLadder } from './validate-column-block-ladder.ts';
import { validateCsr } from './validate-csr.ts';
import { validateInt8Block } from './validate-int8-block.ts';
import { validateInt8Ladder } from './validate-int8-ladder.ts';
import { validateNm } from './validate-nm.ts';
import { validateTallBlock } from './validate-tall-block.ts';

const validators: {
  readonly [Format in SparseFormat]: (matrix: MatrixOf<Format>['matrix'], name: string) => void;
} = {
  dense: validateDenseMatrix,
  csr: validateCsr,
  nm: validateNm,
  'block-ladder': validateBlockLadder,
  'tall-block': validateTallBlock,
  'column-block-ladder': validateColumnBlockLadder,
  'int8-block': validateInt8Block,
  'int8-ladder': validateInt8Ladder,
};

/** Checks a matrix of any format from outside, in time and memory that its arrays bound. @throws FormatError */
export function validateMatrix({ format, matrix }: SparseMatrix, name: string = format): void {
  // The union keeps format and matrix together; the type of the look-up cannot.
  (validators[format] as (matrix: SparseMatrix['matrix'], name: string) => void)(matrix, name);
}
