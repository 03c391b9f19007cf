import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cholesky } from '../../../sim/calibration/fit/cholesky.ts';
import { Coefficients } from '../../../sim/calibration/fit/coefficients.ts';
import { Posterior } from '../../../sim/calibration/fit/posterior.ts';
import { SumTerm } from '../../../sim/calibration/fit/sum-term.ts';

const number = fc.double({ min: -2, max: 2, noNaN: true });

/** A design of one-part rows (linear in the logarithm): priors, factors by row, targets. */
const linearCase = fc.integer({ min: 1, max: 4 }).chain((p) =>
  fc.record({
    means: fc.array(number, { minLength: p, maxLength: p }),
    spreads: fc.array(fc.double({ min: 0.1, max: 2, noNaN: true }), { minLength: p, maxLength: p }),
    rows: fc.array(fc.tuple(fc.array(number, { minLength: p, maxLength: p }), number), {
      minLength: 2,
      maxLength: 7,
    }),
    noise: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
  }),
);

type LinearCase = typeof linearCase extends fc.Arbitrary<infer T> ? T : never;

function build(c: LinearCase, kept: readonly number[]) {
  const coefficients = new Coefficients();
  for (const [i, mean] of c.means.entries()) coefficients.index(`c${i}`, mean, c.spreads[i]!);
  const term = (factors: readonly number[]) =>
    new SumTerm([{ amount: 1, coefficients: factors.map((factor, i) => [i, factor] as const) }]);
  const terms = c.rows.map(([factors]) => term(factors));
  const posterior = new Posterior(
    coefficients,
    kept.map((i) => terms[i]!),
    kept.map((i) => c.rows[i]![1]),
    c.noise,
  );
  return { posterior, terms, coefficients };
}

const all = (c: LinearCase) => c.rows.map((_, i) => i);

describe('Cholesky', () => {
  it('solves A x = b for A = B B + I', () => {
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 9, maxLength: 9 }),
        fc.array(number, { minLength: 3, maxLength: 3 }),
        (b, x) => {
          const a = new Float64Array(9);
          for (let i = 0; i < 3; i++)
            for (let j = 0; j < 3; j++) {
              a[i * 3 + j] = i === j ? 1 : 0;
              for (let k = 0; k < 3; k++) a[i * 3 + j] = a[i * 3 + j]! + b[i * 3 + k]! * b[j * 3 + k]!;
            }
          const right = Float64Array.from(
            [0, 1, 2],
            (i) => a[i * 3]! * x[0]! + a[i * 3 + 1]! * x[1]! + a[i * 3 + 2]! * x[2]!,
          );
          new Cholesky(a.slice(), 3).solve(right);
          for (let i = 0; i < 3; i++) expect(right[i]).toBeCloseTo(x[i]!, 8);
        },
      ),
      { seed: 42, numRuns: 100 },
    );
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => new Cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(/not positive definite at row 1/);
  });
});

describe('a sum of parts', () => {
  it('has the derivatives that differences give', () => {
    const part = fc.tuple(fc.double({ min: 0.1, max: 50, noNaN: true }), number, number);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), number, number, (parts, a, b) => {
        const term = new SumTerm(
          parts.map(([amount, x, y]) => ({
            amount,
            coefficients: [
              [3, x],
              [7, y],
            ] as const,
          })),
        );
        expect([...term.indices]).toEqual([3, 7]);
        const gradient = new Float64Array(2);
        const value = term.evaluate(Float64Array.of(a, b), gradient);
        const sum = parts.reduce((total, [amount, x, y]) => total + amount * Math.exp(x * a + y * b), 0);
        expect(value).toBeCloseTo(Math.log(sum), 9);
        const h = 1e-6;
        const other = new Float64Array(2);
        expect((term.evaluate(Float64Array.of(a + h, b), other) - value) / h).toBeCloseTo(gradient[0]!, 4);
        expect((term.evaluate(Float64Array.of(a, b + h), other) - value) / h).toBeCloseTo(gradient[1]!, 4);
      }),
      { seed: 42, numRuns: 100 },
    );
    expect(() => new SumTerm([{ amount: 0, coefficients: [] }])).toThrow(/at least one part/);
  });
});

describe('a posterior', () => {
  it('is the minimum of misfit and distance from the priors', () => {
    fc.assert(
      fc.property(linearCase, fc.array(number, { minLength: 4, maxLength: 4 }), (c, step) => {
        const { posterior } = build(c, all(c));
        const loss = (theta: readonly number[]) =>
          theta.reduce((sum, x, i) => sum + ((x - c.means[i]!) / c.spreads[i]!) ** 2, 0) +
          c.rows.reduce(
            (sum, [f, y]) => sum + ((y - f.reduce((s, x, i) => s + x * theta[i]!, 0)) / c.noise) ** 2,
            0,
          );
        const best = loss([...posterior.theta]);
        const moved = loss([...posterior.theta].map((x, i) => x + 0.01 * step[i]!));
        expect(moved).toBeGreaterThanOrEqual(best - 1e-6 * (1 + best));
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('leaves a block out as a fit without its rows does', () => {
    fc.assert(
      fc.property(linearCase, fc.integer({ min: 1, max: 3 }), (c, blocks) => {
        const { posterior } = build(c, all(c));
        const left = posterior.leaveOut((row) => String(row % blocks));
        expect(left.flatMap((block) => block.rows).sort()).toEqual(all(c));
        for (const { name, rows, residuals, covariance } of left) {
          const kept = all(c).filter((j) => String(j % blocks) !== name);
          const { posterior: without, terms } = build(c, kept);
          const joint = without.joint(rows.map((i) => without.prepare(terms[i]!)));
          for (const [a, i] of rows.entries()) {
            expect(residuals[a]).toBeCloseTo(c.rows[i]![1] - joint.means[a]!, 5);
            for (const b of rows.keys()) {
              const at = a * rows.length + b;
              expect(covariance[at]).toBeCloseTo(joint.covariance[at]! + (a === b ? c.noise ** 2 : 0), 5);
            }
          }
        }
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  it('predicts from the priors where no row says anything, and joint predictions agree with single ones', () => {
    const coefficients = new Coefficients();
    const a = coefficients.index('a', 1, 0.5);
    const term = (index: number) => new SumTerm([{ amount: 2, coefficients: [[index, 1]] }]);
    const posterior = new Posterior(coefficients, [term(a)], [3], 0.1);
    const later = coefficients.index('later', -1, 0.25);
    const prior = posterior.predict(term(later));
    expect(prior.mean).toBeCloseTo(Math.log(2) - 1, 12);
    expect(prior.variance).toBeCloseTo(0.0625, 12);
    const { means, covariance } = posterior.joint(
      [term(a), term(later)].map((one) => posterior.prepare(one)),
    );
    expect(means[0]).toBeCloseTo(posterior.predict(term(a)).mean, 12);
    expect(covariance[0]).toBeCloseTo(posterior.predict(term(a)).variance, 12);
    expect(covariance[1]).toBeCloseTo(0, 12);
    // One row: prior and row weighed by their precisions.
    const weight = 0.25 / (0.25 + 0.01);
    expect(posterior.predict(term(a)).mean).toBeCloseTo(Math.log(2) + 1 + weight * (3 - Math.log(2) - 1), 9);
    expect(posterior.effectiveCoefficients()).toBeCloseTo(weight, 9);
  });

  it('finds the costs behind rows that add two kinds of work, and evidence prefers the spread they were drawn with', () => {
    const truth = [0.4, -1.2];
    const rows = [1, 2, 3, 5, 8, 13].map((x) => [x, 20 - x] as const);
    const withSpread = (spread: number) => {
      const coefficients = new Coefficients();
      const indices = [0, 1].map((i) => coefficients.index(`cost ${i}`, 0, spread));
      const terms = rows.map(
        (row) => new SumTerm(row.map((amount, i) => ({ amount, coefficients: [[indices[i]!, 1]] as const }))),
      );
      const targets = rows.map(([x, y]) => Math.log(x * Math.exp(truth[0]!) + y * Math.exp(truth[1]!)));
      return new Posterior(coefficients, terms, targets, 0.01);
    };
    const posterior = withSpread(1);
    expect(posterior.theta[0]).toBeCloseTo(truth[0]!, 2);
    expect(posterior.theta[1]).toBeCloseTo(truth[1]!, 2);
    expect(withSpread(1).logEvidence()).toBeGreaterThan(withSpread(0.1).logEvidence());
    expect(withSpread(1).logEvidence()).toBeGreaterThan(withSpread(30).logEvidence());
  });

  it('gives the same bits again', () => {
    fc.assert(
      fc.property(linearCase, (c) => {
        expect([...build(c, all(c)).posterior.theta]).toEqual([...build(c, all(c)).posterior.theta]);
      }),
      { seed: 42, numRuns: 20 },
    );
  });
});
