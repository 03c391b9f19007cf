import type { KernelLaw } from '../kernel-law.ts';
import { kernelTrial } from '../kernel-trial.ts';
import { expectSameBits } from '../same-bits.ts';

/**
 * What a kernel keeps between calls never shows: calls with another shape, and with other weights of the same shape,
 * are right themselves and change nothing for the next one.
 */
export const noStaleState: KernelLaw = {
  id: 'no-stale-state',
  name: 'nothing is left of earlier calls',
  async holds({ kernel, product, spec, options, weights, x, load, multiply }) {
    const [matrix] = load(weights);
    if (!matrix) return;
    const before = await multiply(matrix, x);
    const larger = { ...spec, rows: spec.rows + 5, cols: spec.cols + 3, n: spec.n + 2, density: 1 };
    const smaller = { ...spec, rows: spec.rows >> 1, cols: (spec.cols + 1) >> 1, n: (spec.n + 1) >> 1 };
    const same = { ...spec, seed: spec.seed + 1 };
    for (const [what, other] of Object.entries({ 'a larger': larger, 'a smaller': smaller, another: same })) {
      const between = kernelTrial(kernel, product, other, options);
      for (const next of between.load(between.weights).slice(0, 1))
        between.expectProduct(
          await between.multiply(next, between.x),
          next,
          between.x,
          between.n,
          `${next.what}, ${what} matrix after the first (${next.dense.rows} x ${next.dense.cols}, n ${between.n})`,
        );
      expectSameBits(await multiply(matrix, x), before, `${matrix.what}, again after ${what} matrix`);
    }
  },
};
