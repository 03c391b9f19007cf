import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditioned } from '../../../sim/calibration/fit/conditioned.ts';
import { coverageFactor } from '../../../sim/calibration/fit/coverage-factor.ts';
import { IntervalModel } from '../../../sim/calibration/fit/interval-model.ts';
import { SumTerm } from '../../../sim/calibration/fit/sum-term.ts';
import { TermPredictor } from '../../../sim/calibration/fit/term-predictor.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { sampleRow } from '../sample-row.ts';

describe('the factor that an interval needs', () => {
  it('is that of the normal distribution where nothing was left out', () => {
    expect(coverageFactor([])).toBeCloseTo(1.645, 3);
  });

  it('widens for residuals beyond the expected ones, and narrows only where many units agree', () => {
    const units = (n: number, z: number) => Array.from({ length: n }, (_, i) => ({ unit: `u${i}`, z }));
    expect(coverageFactor(units(2, 4))).toBeGreaterThan(1.645);
    expect(coverageFactor(units(4, 0.1))).toBeCloseTo(1.645, 3);
    expect(coverageFactor(units(10, 0.5))).toBeLessThan(1.645);
    expect(coverageFactor(units(20, 4))).toBeGreaterThan(coverageFactor(units(2, 4)));
  });

  it('does not let one unit with many rows decide', () => {
    const many = Array.from({ length: 100 }, () => ({ unit: 'big', z: 9 }));
    const others = Array.from({ length: 19 }, (_, i) => ({ unit: `u${i}`, z: 1 }));
    expect(coverageFactor([...many, ...others])).toBeLessThan(1.2);
  });
});

describe('a normal distribution, given some of its numbers', () => {
  it('moves by the regression on them and keeps the variance that they leave', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        fc.double({ min: -0.95, max: 0.95, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (a, b, correlation, seen) => {
          const shared = correlation * a * b;
          const joint = {
            means: Float64Array.of(1, 2),
            covariance: Float64Array.of(a * a, shared, shared, b * b),
          };
          const { means, covariance } = conditioned(joint, 1, Float64Array.of(seen));
          expect(means[0]).toBeCloseTo(1 + (shared / (b * b)) * (seen - 2), 9);
          expect(covariance[0]).toBeCloseTo(a * a * (1 - correlation ** 2), 9);
        },
      ),
      { seed: 42, numRuns: 100 },
    );
    const joint = { means: Float64Array.of(1), covariance: Float64Array.of(4) };
    expect(conditioned(joint, 1, new Float64Array())).toBe(joint);
  });
});

/** A world in which a row's time is its chip's level times scatter; `spread` is what the model believes of levels. */
function world(seed: number, chips: number, truth: number, spread: number) {
  const draws = new RandomStream(seed, 'test', 'chips');
  const normal = (i: number) =>
    Math.sqrt(-2 * Math.log(draws.uniform(2 * i))) * Math.cos(2 * Math.PI * draws.uniform(2 * i + 1));
  const rows: MeasuredRow[] = [];
  for (let chip = 0; chip < chips; chip++)
    for (let k = 0; k < 3; k++)
      rows.push(
        sampleRow({
          chip: `chip ${chip}`,
          network: `net ${k}`,
          latencyMs: Math.exp(truth * normal(chip) + 0.02 * normal(1000 + 3 * chip + k)),
        }),
      );
  const fitOn = (used: readonly MeasuredRow[]) =>
    new TermPredictor(
      used,
      (row, coefficients) =>
        new SumTerm([
          {
            amount: 1,
            coefficients: [
              [coefficients.index('mean', 0, 3), 1],
              [coefficients.index(`level of ${row.chip}`, 0, spread), 1],
            ],
          },
        ]),
      (row) => row.latencyMs,
      0.02,
    );
  return { rows, fitOn };
}

describe('intervals of chips that were held out', () => {
  it.each([
    ['too sure of itself', 0.3, 0.08],
    ['too unsure', 0.1, 0.4],
    ['right', 0.2, 0.2],
  ])('hold about nine in ten rows although the model is %s', (_, truth, spread) => {
    const { rows, fitOn } = world(7, 40, truth, spread);
    let inside = 0;
    for (let chip = 0; chip < 40; chip++) {
      const kept = rows.filter((row) => row.chip !== `chip ${chip}`);
      const model = new IntervalModel(fitOn(kept), kept, 'latency', true);
      for (const row of rows.filter((one) => one.chip === `chip ${chip}`)) {
        const { low, central, high } = model.predict(row)!;
        expect(low).toBeLessThan(central);
        expect(central).toBeLessThan(high);
        if (row.latencyMs! >= low && row.latencyMs! <= high) inside++;
      }
    }
    expect(inside / rows.length).toBeGreaterThanOrEqual(0.8);
    expect(inside / rows.length).toBeLessThanOrEqual(0.97);
  });

  it('narrow around an anchor, whose chip is then known', () => {
    const { rows, fitOn } = world(3, 12, 0.3, 0.3);
    const kept = rows.filter((row) => row.chip !== 'chip 0');
    const [anchor, ...others] = rows.filter((row) => row.chip === 'chip 0');
    const model = new IntervalModel(fitOn(kept), kept, 'latency', true);
    const anchored = model.anchoredBy([anchor!]);
    for (const row of others) {
      const blind = model.predict(row)!;
      const sharp = anchored.predict(row)!;
      expect(sharp.high / sharp.low).toBeLessThan(blind.high / blind.low);
      expect(Math.abs(Math.log(sharp.central / row.latencyMs!))).toBeLessThan(0.1);
    }
    // The same as a fit that has the anchor among its rows.
    const refitted = fitOn([...kept, anchor!]).joint([others[0]!])!;
    expect(Math.log(anchored.predict(others[0]!)!.central)).toBeCloseTo(refitted.means[0]!, 6);
    // An anchor that measures nothing of it tells it nothing.
    const silent = model.anchoredBy([{ ...anchor!, latencyMs: null }]);
    expect(silent.predict(others[0]!)!.central).toBeCloseTo(model.predict(others[0]!)!.central, 12);
  });
});
