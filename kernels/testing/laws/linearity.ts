import type { KernelLaw } from '../kernel-law.ts';
import type { Operand } from '../loaded-matrix.ts';

/** W (a X + Z) = a (W X) + W Z, at the densest level. */
export const linearity: KernelLaw = {
  id: 'linearity',
  name: 'W (aX + Z) = a W X + W Z',
  async holds({ weights, load, operand, draw, multiply, expect }) {
    const a = (draw(1) % 17) - 8;
    // int8: 8 * 13 + 13 stays inside the range.
    const [x, z] = [operand(0, undefined, undefined, 13), operand(1, undefined, undefined, 13)];
    const mixed = x.map((value, i) => a * value + z[i]!) as Operand;
    // Rounding a X + Z is one more error, scaled by the parts and not by what is left of them.
    const parts = Float64Array.from(x, (value, i) => Math.abs(a * value) + Math.abs(z[i]!));
    for (const matrix of load(weights).slice(0, 1)) {
      const left = await multiply(matrix, mixed);
      const first = Float64Array.from(await multiply(matrix, x));
      const second = await multiply(matrix, z);
      const right = first.map((value, i) => a * value + second[i]!);
      const given = { dense: matrix.dense, x: parts, terms: 2 * weights.cols + 2 };
      expect(left, right, given, `${matrix.what}: W (${a} X + Z)`);
    }
  },
};
