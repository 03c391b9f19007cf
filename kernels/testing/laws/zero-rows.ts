import type { KernelLaw } from '../kernel-law.ts';

/** Rows of zeros give exactly zero, whether the format stores the zeros or nothing: four rows together, and one alone. */
export const zeroRows: KernelLaw = {
  id: 'zero-rows',
  name: 'rows without weights give 0',
  async holds({ weights, x, n, load, draw, multiply }) {
    const { rows, cols } = weights;
    const one = draw(1) % Math.max(1, rows);
    const four = (draw(2) % Math.max(1, rows)) >> 2;
    const inside = (r: number) => r === one || r >> 2 === four;
    const values = weights.values.map((value, i) => (inside(Math.floor(i / cols)) ? 0 : value));
    for (const matrix of load({ rows, cols, values })) {
      const found = await multiply(matrix, x);
      const wrong = found.findIndex((value, i) => inside(Math.floor(i / n)) && value !== 0);
      if (wrong >= 0)
        throw new Error(
          `${matrix.what}: value ${wrong} (row ${Math.floor(wrong / n)}, column ${wrong % n}) is ${found[wrong]}, expected 0: the row holds no weight`,
        );
    }
  },
};
