import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

/** Stores what the 4x1 blocks give where it should be added to the sums of the 8x1 blocks. */
export const shortBlocksOverwrite: MatrixKernel = {
  name: 'short-blocks-overwrite',
  tall({ rows, cols, tall, short }, x) {
    checkOperand(cols, x, 1);
    const y = new Float32Array(rows);
    for (const [{ rowPointers, columns, values }, height] of [[tall, 8] as const, [short, 4] as const]) {
      for (let r = 0; r < rows; r++) {
        const blockRow = Math.floor(r / height);
        if (rowPointers[blockRow] === rowPointers[blockRow + 1]) continue;
        let sum = 0;
        for (let b = rowPointers[blockRow]!; b < rowPointers[blockRow + 1]!; b++)
          sum = Math.fround(sum + Math.fround(values[b * height + (r % height)]! * x[columns[b]!]!));
        y[r] = sum;
      }
    }
    return y;
  },
};
