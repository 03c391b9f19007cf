import { KernelHung, withTimeout } from '../call-product.ts';
import { defaultCheck } from '../check-options.ts';
import type { KernelLaw } from '../kernel-law.ts';
import type { LoadedMatrix } from '../loaded-matrix.ts';

/** An X of another size, and a level that is not loaded, are refused with a RangeError, never answered with numbers. */
export const badInput: KernelLaw = {
  id: 'bad-input',
  name: 'refusal of bad input',
  applies: (_kernel, _product, options) => options.badInput !== false,
  async holds({ kernel, weights, n, options, load, operand }) {
    const timeoutMs = options.callTimeoutMs ?? defaultCheck.callTimeoutMs;
    const refused = async (matrix: LoadedMatrix, what: string, call: () => unknown) => {
      let outcome: unknown;
      try {
        outcome = await withTimeout(call() as PromiseLike<unknown>, timeoutMs, matrix.what);
      } catch (error) {
        if (error instanceof KernelHung) throw error;
        if (error instanceof RangeError || (error as Error | null)?.name === 'RangeError') return;
        throw new Error(`${matrix.what}: ${what} gives ${String(error)}; a RangeError is due`, {
          cause: error,
        });
      }
      const given = ArrayBuffer.isView(outcome)
        ? `${(outcome as Float32Array).length} values`
        : String(outcome);
      throw new Error(`${matrix.what}: ${what} gives ${given}; a RangeError is due`);
    };
    const due = weights.cols * n;
    for (const matrix of load(weights).slice(0, 1)) {
      for (const length of [due + 1, due - 1, 2 * due].filter((size) => size >= 0 && size !== due)) {
        const what = `an X of ${length} values, not ${weights.cols} x ${n} = ${due},`;
        await refused(matrix, what, () => matrix.call(kernel, operand(0, length, 1), n));
      }
      if (!matrix.leveled) continue;
      const { levels, at } = matrix.leveled;
      const x = operand(0);
      for (const level of [-1, levels, 0.5])
        await refused(matrix, `level ${level} of ${levels}`, () => at(kernel, level, x, n));
      if (levels > 1) {
        const top = load(weights)[1]!.leveled!.capped();
        await refused(top, 'level 0', () => top.leveled!.at(kernel, 0, x, n));
      }
    }
  },
};
