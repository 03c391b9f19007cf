import { checkOperand, type MatrixKernel, segmentsOfLevel } from '../../../kernels/index.ts';

const round = Math.fround;

/** Every product as plain loops in float32: slow, right, and what the wrong kernels are changed from. */
export const plainKernel: Required<MatrixKernel> = {
  name: 'plain',
  dense({ rows, cols, values }, x, n) {
    checkOperand(cols, x, n);
    const y = new Float32Array(rows * n);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < cols; c++) {
        for (let j = 0; j < n; j++) y[r * n + j]! += round(values[r * cols + c]! * x[c * n + j]!);
      }
    }
    return y;
  },
  ladder(weights, level, x, n) {
    checkOperand(weights.cols, x, n);
    const y = new Float32Array(weights.rows * n);
    for (const { rowPointers, columns, values } of segmentsOfLevel(weights, level)) {
      for (let r = 0; r < weights.rows; r++) {
        for (let b = rowPointers[r >> 2]!; b < rowPointers[(r >> 2) + 1]!; b++) {
          for (let j = 0; j < n; j++)
            y[r * n + j]! += round(values[b * 4 + (r & 3)]! * x[columns[b]! * n + j]!);
        }
      }
    }
    return y;
  },
  csr({ rows, cols, rowPointers, columns, values }, x, n) {
    checkOperand(cols, x, n);
    const y = new Float32Array(rows * n);
    for (let r = 0; r < rows; r++) {
      for (let e = rowPointers[r]!; e < rowPointers[r + 1]!; e++) {
        for (let j = 0; j < n; j++) y[r * n + j]! += round(values[e]! * x[columns[e]! * n + j]!);
      }
    }
    return y;
  },
  nm({ rows, cols, kept, group, positions, values }, x, n) {
    checkOperand(cols, x, n);
    const y = new Float32Array(rows * n);
    for (let r = 0, e = 0; r < rows; r++) {
      for (let first = 0; first < cols; first += group) {
        for (let k = 0; k < kept; k++, e++) {
          for (let j = 0; j < n; j++)
            y[r * n + j]! += round(values[e]! * x[(first + positions[e]!) * n + j]!);
        }
      }
    }
    return y;
  },
  tall({ rows, cols, tall, short }, x) {
    checkOperand(cols, x, 1);
    const y = new Float32Array(rows);
    for (const [{ rowPointers, columns, values }, height] of [[tall, 8] as const, [short, 4] as const]) {
      for (let r = 0; r + 1 < rowPointers.length; r++) {
        for (let b = rowPointers[r]!; b < rowPointers[r + 1]!; b++) {
          for (let i = 0; i < height && r * height + i < rows; i++)
            y[r * height + i]! += round(values[b * height + i]! * x[columns[b]!]!);
        }
      }
    }
    return y;
  },
  columns({ rows, cols, levels, densest, segments }, level, x, threshold) {
    checkOperand(cols, x, 1);
    if (!Number.isInteger(level) || level < densest || level >= levels)
      throw new RangeError(`level ${level}`);
    const y = new Float32Array(rows);
    for (let k = levels - 1; k >= level; k--) {
      const { columnPointers, blockRows, values } = segments[k]!;
      for (let c = 0; c < cols; c++) {
        if (x[c] === 0 || Math.abs(x[c]!) < threshold) continue;
        for (let b = columnPointers[c]!; b < columnPointers[c + 1]!; b++) {
          for (let i = 0; i < 4 && blockRows[b]! * 4 + i < rows; i++)
            y[blockRows[b]! * 4 + i]! += round(values[b * 4 + i]! * x[c]!);
        }
      }
    }
    return y;
  },
  int8({ rows, cols, rowPointers, pairs, values }, x, n) {
    checkOperand(cols, x, n);
    const y = new Int32Array(rows * n);
    for (let r = 0; r < rows; r++) {
      for (let b = rowPointers[r >> 2]!; b < rowPointers[(r >> 2) + 1]!; b++) {
        for (let c = pairs[b]! * 2; c < Math.min(cols, pairs[b]! * 2 + 2); c++) {
          for (let j = 0; j < n; j++) y[r * n + j]! += values[b * 8 + (r & 3) * 2 + (c & 1)]! * x[c * n + j]!;
        }
      }
    }
    return y;
  },
};
