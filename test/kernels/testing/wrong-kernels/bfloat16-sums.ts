import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

const word = new Float32Array(1);
const bits = new Uint32Array(word.buffer);

/** Cut to the upper 16 bits. */
function bfloat16(value: number): number {
  word[0] = value;
  bits[0]! &= 0xffff0000;
  return word[0]!;
}

/** Keeps its sums in bfloat16, truncated. */
export const bfloat16Sums: MatrixKernel = {
  name: 'bfloat16-sums',
  dense({ rows, cols, values }, x, n) {
    checkOperand(cols, x, n);
    const y = new Float32Array(rows * n);
    for (let i = 0; i < rows * cols; i++) {
      for (let j = 0; j < n; j++) {
        const at = Math.floor(i / cols) * n + j;
        y[at] = bfloat16(y[at]! + values[i]! * x[(i % cols) * n + j]!);
      }
    }
    return y;
  },
};
