// A sparse kernel of one's own. To check it: sparsewatt check-kernel examples/my-kernel.js
export default {
  name: 'my-kernel',
  /** Y = W X for compressed sparse rows; X is [cols][n], row by row. */
  csr({ rows, cols, rowPointers, columns, values }, x, n) {
    if (x.length !== cols * n) throw new RangeError(`X has ${x.length} values, not ${cols} x ${n}`);
    const y = new Float32Array(rows * n);
    for (let r = 0; r < rows; r++) {
      for (let e = rowPointers[r]; e < rowPointers[r + 1]; e++) {
        for (let j = 0; j < n; j++) y[r * n + j] += values[e] * x[columns[e] * n + j];
      }
    }
    return y;
  },
};
