import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../sim/engine/random/random-stream.ts';
import { discreteZ, kolmogorov } from '../../../helpers/goodness-of-fit.ts';
import { type DistributionCase, distributionCases } from './cases.ts';

/** By chance one fit in 1,000 is worse, with fixed seeds none here. */
const limits = { continuous: 1.95, discrete: 3.1 };

const stream = new RandomStream(3, 'distributions', 'fit');
const title = (c: DistributionCase) => `${c.name}(${c.parameters.join(', ')})`;

/** Draws at the case's own parameters. */
function drawsOf(c: DistributionCase): Float64Array {
  const draw = c.with(...c.parameters);
  return Float64Array.from({ length: c.draws ?? 40_000 }, (_, i) => draw(stream, i));
}

/** How badly draws fit the theory at given parameters, as a multiple of what is allowed. */
function misfit(c: DistributionCase, draws: Float64Array, parameters: readonly number[]): number {
  if (c.cdf) return kolmogorov(draws, c.cdf(...parameters)) / limits.continuous;
  return discreteZ(draws, c.first ?? 0, c.pmf!(...parameters)) / limits.discrete;
}

const wrongOf = (c: DistributionCase) =>
  c.wrong ?? c.parameters.map((_, k) => c.parameters.map((p, j) => (j === k ? 1.05 * p : p)));

describe.each(distributionCases.map((c) => [title(c), c] as const))('%s', (_title, c) => {
  const draws = drawsOf(c);

  it('fits its distribution function, and not one with a parameter 5% off', () => {
    expect(misfit(c, draws, c.parameters)).toBeLessThan(1);
    for (const wrong of wrongOf(c)) expect([wrong, misfit(c, draws, wrong) > 1]).toEqual([wrong, true]);
  });

  it('has its mean and variance', () => {
    const n = draws.length;
    const mean = draws.reduce((sum, x) => sum + x, 0) / n;
    const centred = (power: number) => draws.reduce((sum, x) => sum + (x - mean) ** power, 0) / n;
    const variance = centred(2);
    expect(Math.abs(mean - c.mean(...c.parameters))).toBeLessThan(4 * Math.sqrt(variance / n));
    const error = Math.sqrt((centred(4) - variance ** 2) / n);
    expect(Math.abs(variance - c.variance(...c.parameters))).toBeLessThan(4.5 * error);
  });

  it('is a pure function of stream and index', () => {
    const draw = c.with(...c.parameters);
    const again = c.with(...c.parameters);
    for (let i = 99; i >= 0; i--) expect(draw(new RandomStream(3, 'distributions', 'fit'), i)).toBe(draws[i]);
    expect([5, 3, 5].map((i) => again(stream, i))).toEqual([draws[5], draws[3], draws[5]]);
  });
});
