import { denseShader, denseTile } from './dense-shader.ts';
import type { MatrixForm } from './device-weights.ts';
import { type SparseShape, sparseShader, sparseTile } from './sparse-shader.ts';

/** A shader for a form of matrix and a range of right-hand sides. */
export interface ShaderVariant {
  /** Unlike all others. */
  readonly name: string;
  readonly code: string;
  /** Rows and columns of Y that one workgroup computes. */
  readonly tile: readonly [rows: number, cols: number];
}

const sparse = (name: string, shape: SparseShape): ShaderVariant => ({
  name,
  code: sparseShader(shape),
  tile: sparseTile(shape),
});

/** Most right-hand sides that are few: their threads are better spent on the blocks of a row. */
const few = 16;
const dense: ShaderVariant = { name: 'dense', code: denseShader, tile: denseTile };
const variants: Readonly<Record<MatrixForm, { readonly few: ShaderVariant; readonly many: ShaderVariant }>> =
  {
    dense: { few: dense, many: dense },
    csr: {
      few: sparse('csr, few', { height: 1, rows: 2, slices: 16, lanes: 8, columns: 1 }),
      many: sparse('csr', { height: 1, rows: 2, slices: 8, lanes: 16, columns: 4 }),
    },
    ladder: {
      few: sparse('ladder, few', { height: 4, rows: 1, slices: 32, lanes: 8, columns: 1 }),
      many: sparse('ladder', { height: 4, rows: 1, slices: 16, lanes: 16, columns: 4 }),
    },
  };

/** @param n right-hand sides */
export const shaderVariant = (form: MatrixForm, n: number): ShaderVariant =>
  variants[form][n <= few ? 'few' : 'many'];
