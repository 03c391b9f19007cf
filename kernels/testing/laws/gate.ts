import type { KernelLaw } from '../kernel-law.ts';

/** The next float32 above a positive one. */
function nextAbove(value: number): number {
  const word = new Float32Array([value]);
  new Uint32Array(word.buffer)[0]! += 1;
  return word[0]!;
}

/**
 * The gate: inputs with |x| < t count as zero, those with |x| = t do not, and threshold 0 leaves nothing out. Raising
 * the threshold only ever takes inputs away: with weights and inputs of one sign the result never rises.
 */
export const gate: KernelLaw = {
  id: 'gate',
  name: 'gate of inputs',
  products: ['columns'],
  async holds({ weights, load, draw, operand, multiply, expect, expectProduct }) {
    const { rows, cols } = weights;
    const x = operand(0) as Float32Array;
    const picked = Math.abs(x[draw(1) % Math.max(1, cols)] ?? 0);
    const thresholds = [0, picked, nextAbove(picked), 3.4e38].map(Math.fround).sort((a, b) => a - b);
    for (const matrix of load(weights)) {
      for (const threshold of thresholds) {
        const gated = x.map((value) => (Math.abs(value) < threshold ? 0 : value));
        const found = await multiply(matrix, x, 1, threshold);
        expectProduct(found, matrix, gated, 1, `${matrix.what}, threshold ${threshold}`);
      }
    }
    const positive = { rows, cols, values: weights.values.map(Math.abs) };
    const inputs = x.map(Math.abs);
    for (const matrix of load(positive).slice(0, 1)) {
      let below: Float32Array | Int32Array | null = null;
      for (const threshold of thresholds) {
        const found = await multiply(matrix, inputs, 1, threshold);
        if (below) {
          const most = below.map((value, i) => Math.max(value, found[i]!));
          expect(
            below,
            most,
            { dense: positive, x: inputs },
            `${matrix.what}, risen at threshold ${threshold}`,
          );
        }
        below = found;
      }
    }
  },
};
