import type { KernelLaw } from '../kernel-law.ts';
import { kernelTrial } from '../kernel-trial.ts';
import { expectSameBits } from '../same-bits.ts';

/** A result is the caller's: later calls leave it alone, and it shares no memory with the operands. */
export const freshResult: KernelLaw = {
  id: 'fresh-result',
  name: 'results stay as they were returned',
  async holds({ kernel, product, spec, options, weights, x, load, multiply, multiplyKept, operand }) {
    const [matrix] = load(weights);
    if (!matrix) return;
    const kept = await multiplyKept(matrix, x);
    const copy = kept.slice();
    const larger = { ...spec, rows: spec.rows + 9, cols: spec.cols + 9, n: spec.n + 9, density: 1 };
    const next = kernelTrial(kernel, product, larger, options);
    await multiply(matrix, operand(1));
    for (const other of next.load(next.weights)) await next.multiply(other, next.x);
    expectSameBits(kept, copy, `${matrix.what}, the result of the first call after others`);
    const operands = [x, ...arraysWithin(matrix.format)];
    if (kept.length > 0 && operands.some((array) => array.buffer === kept.buffer))
      throw new Error(
        `${matrix.what}: the result lies in the memory of an operand; return an array of its own`,
      );
  },
};

function arraysWithin(value: unknown): ArrayBufferView[] {
  if (ArrayBuffer.isView(value)) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(arraysWithin);
}
