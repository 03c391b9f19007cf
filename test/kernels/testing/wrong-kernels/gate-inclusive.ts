import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

/** Gates inputs that equal the threshold too: <= where < is due. */
export const gateInclusive: MatrixKernel = {
  name: 'gate-inclusive',
  columns({ rows, cols, levels, densest, segments }, level, x, threshold) {
    checkOperand(cols, x, 1);
    if (!Number.isInteger(level) || level < densest || level >= levels)
      throw new RangeError(`level ${level}`);
    const y = new Float32Array(rows);
    for (let k = levels - 1; k >= level; k--) {
      const { columnPointers, blockRows, values } = segments[k]!;
      for (let c = 0; c < cols; c++) {
        if (Math.abs(x[c]!) <= threshold) continue;
        for (let b = columnPointers[c]!; b < columnPointers[c + 1]!; b++) {
          for (let i = 0; i < 4 && blockRows[b]! * 4 + i < rows; i++)
            y[blockRows[b]! * 4 + i]! += Math.fround(values[b * 4 + i]! * x[c]!);
        }
      }
    }
    return y;
  },
};
