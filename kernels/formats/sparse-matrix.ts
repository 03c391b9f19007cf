import type { BlockLadder } from './block-ladder.ts';
import type { ColumnBlockLadder } from './column-block-ladder.ts';
import type { CsrMatrix } from './csr-matrix.ts';
import type { DenseMatrix } from './dense-matrix.ts';
import type { Int8BlockMatrix } from './int8-block-matrix.ts';
import type { Int8Ladder } from './int8-ladder.ts';
import type { NmMatrix } from './nm-matrix.ts';
import type { TallBlockMatrix } from './tall-block-matrix.ts';

/** A matrix in any format, with the name of its format. */
export type SparseMatrix =
  | { readonly format: 'dense'; readonly matrix: DenseMatrix }
  | { readonly format: 'csr'; readonly matrix: CsrMatrix }
  | { readonly format: 'nm'; readonly matrix: NmMatrix }
  | { readonly format: 'block-ladder'; readonly matrix: BlockLadder }
  | { readonly format: 'tall-block'; readonly matrix: TallBlockMatrix }
  | { readonly format: 'column-block-ladder'; readonly matrix: ColumnBlockLadder }
  | { readonly format: 'int8-block'; readonly matrix: Int8BlockMatrix }
  | { readonly format: 'int8-ladder'; readonly matrix: Int8Ladder };

export type SparseFormat = SparseMatrix['format'];

/** The matrix of one format, with its name. */
export type MatrixOf<Format extends SparseFormat> = Extract<SparseMatrix, { readonly format: Format }>;

export const sparseFormats = [
  'dense',
  'csr',
  'nm',
  'block-ladder',
  'tall-block',
  'column-block-ladder',
  'int8-block',
  'int8-ladder',
] as const satisfies readonly SparseFormat[];
