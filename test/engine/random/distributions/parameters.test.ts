import { describe, expect, it } from 'vitest';
import { AliasTable } from '../../../../sim/engine/random/distributions/alias-table.ts';
import { bernoulli } from '../../../../sim/engine/random/distributions/bernoulli.ts';
import { Empirical } from '../../../../sim/engine/random/distributions/empirical.ts';
import { erlang } from '../../../../sim/engine/random/distributions/erlang.ts';
import { exponential } from '../../../../sim/engine/random/distributions/exponential.ts';
import { gamma } from '../../../../sim/engine/random/distributions/gamma.ts';
import { geometric } from '../../../../sim/engine/random/distributions/geometric.ts';
import { hyperexponential } from '../../../../sim/engine/random/distributions/hyperexponential.ts';
import { logNormal } from '../../../../sim/engine/random/distributions/log-normal.ts';
import { normal } from '../../../../sim/engine/random/distributions/normal.ts';
import { pareto } from '../../../../sim/engine/random/distributions/pareto.ts';
import { poisson } from '../../../../sim/engine/random/distributions/poisson.ts';
import { triangular } from '../../../../sim/engine/random/distributions/triangular.ts';
import { uniform } from '../../../../sim/engine/random/distributions/uniform.ts';
import { weibull } from '../../../../sim/engine/random/distributions/weibull.ts';
import { Zipf } from '../../../../sim/engine/random/distributions/zipf.ts';
import { RandomStream } from '../../../../sim/engine/random/random-stream.ts';

const s = new RandomStream(1, 'x', 'y');
const notPositive = [0, -1, Number.NaN, Number.POSITIVE_INFINITY];
const notFinite = [Number.NaN, Number.POSITIVE_INFINITY];

const refused: [string, readonly unknown[], (value: number) => unknown][] = [
  ['mean', notPositive, (v) => exponential(s, 0, v)],
  ['low to high', [5, 6, Number.NaN, Number.NEGATIVE_INFINITY], (v) => uniform(s, 0, v, 5)],
  ['mean', notFinite, (v) => normal(s, 0, v, 1)],
  ['deviation', notPositive, (v) => normal(s, 0, 1, v)],
  ['logMean', notFinite, (v) => logNormal(s, 0, v, 1)],
  ['logDeviation', notPositive, (v) => logNormal(s, 0, 1, v)],
  ['shape', notPositive, (v) => gamma(s, 0, v, 1)],
  ['scale', notPositive, (v) => gamma(s, 0, 1, v)],
  ['stages', [0, -1, 1.5, Number.NaN], (v) => erlang(s, 0, v, 1)],
  ['mean', notPositive, (v) => erlang(s, 0, 2, v)],
  ['shape', notPositive, (v) => weibull(s, 0, v, 1)],
  ['scale', notPositive, (v) => weibull(s, 0, 1, v)],
  ['shape', notPositive, (v) => pareto(s, 0, v, 1)],
  ['scale', notPositive, (v) => pareto(s, 0, 1, v)],
  ['low, mode, high', [-1, 11, Number.NaN], (v) => triangular(s, 0, 0, v, 10)],
  ['low, mode, high', [0], (v) => triangular(s, 0, v, v, v)],
  ['probability', [-0.1, 1.1, Number.NaN], (v) => bernoulli(s, 0, v)],
  ['probability', [0, -0.1, 1.1, Number.NaN], (v) => geometric(s, 0, v)],
  ['mean', [-1, 1.1e9, Number.NaN], (v) => poisson(s, 0, v)],
  ['weights[1]', [-1, Number.NaN], (v) => hyperexponential(s, 0, [1, v], [1, 1])],
  ['means[1]', notPositive, (v) => hyperexponential(s, 0, [1, 1], [1, v])],
  ['means', [1], (v) => hyperexponential(s, 0, [1, 1], [v])],
  ['sum of weights', [0], (v) => hyperexponential(s, 0, [v, v], [1, 1])],
  ['weights[1]', [-1, Number.NaN], (v) => new AliasTable([1, v])],
  ['sum of weights', [0, Number.POSITIVE_INFINITY], (v) => new AliasTable([v])],
  ['sum of weights', [0], () => new AliasTable([])],
  ['values', [0], () => new Empirical([])],
  ['values[1]', notFinite, (v) => new Empirical([1, v])],
  ['weights', [1], (v) => new Empirical([1, 2], [v])],
  ['count', [0, 1.5, Number.NaN], (v) => new Zipf(v, 1)],
  ['exponent', notPositive, (v) => new Zipf(5, v)],
];

describe('a parameter outside its range', () => {
  it.each(refused.map((row, i) => [i, ...row] as const))(
    '%i: %s is refused by name',
    (_i, name, found, call) => {
      for (const value of found) {
        const error = (() => {
          try {
            return call(value as number);
          } catch (thrown) {
            return thrown;
          }
        })();
        expect(error).toBeInstanceOf(RangeError);
        expect((error as RangeError).message.startsWith(`${name} is `)).toBe(true);
        expect((error as RangeError).message).toMatch(/needed|must/);
      }
    },
  );
});

describe('a parameter at the end of its range', () => {
  it('gives the certain draw', () => {
    for (let i = 0; i < 50; i++) {
      expect(bernoulli(s, i, 0)).toBe(false);
      expect(bernoulli(s, i, 1)).toBe(true);
      expect(geometric(s, i, 1)).toBe(0);
      expect(poisson(s, i, 0)).toBe(0);
      expect(new Zipf(1, 1).draw(s, i)).toBe(1);
      expect(new AliasTable([0, 1, 0]).draw(s, i)).toBe(1);
      expect(new Empirical([7]).draw(s, i)).toBe(7);
      expect(hyperexponential(s, i, [1], [3])).toBe(exponential(s, i, 3));
    }
  });

  it('keeps draws in range where parameters are extreme', () => {
    for (let i = 0; i < 500; i++) {
      expect(gamma(s, i, 1e-3, 1)).toBeGreaterThanOrEqual(0);
      expect(gamma(s, i, 1e12, 1) / 1e12).toBeCloseTo(1, 4);
      expect(Math.abs(poisson(s, i, 1e9) / 1e9 - 1)).toBeLessThan(2e-4);
      expect(geometric(s, i, 1e-12)).toBeLessThan(4e13);
      expect(new Zipf(2 ** 40, 0.5).draw(s, i)).toBeLessThanOrEqual(2 ** 40);
      expect(new Zipf(3, 40).draw(s, i)).toBe(1);
      const d = triangular(s, i, 2, 2, 3);
      expect(d >= 2 && d <= 3).toBe(true);
    }
  });
});
