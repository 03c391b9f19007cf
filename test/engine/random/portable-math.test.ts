import { describe, expect, it } from 'vitest';
import { exp, expm1, log, log1p, pow } from '../../../sim/engine/random/portable-math.ts';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { bigExp, bigLog, bigOne, bigReal, bigTimes, relativeError } from '../../helpers/big-real.ts';

const draws = 400;
const stream = (name: string) => new RandomStream(1, name, 'arguments');

/** Largest relative error over arguments that `argument` makes of two uniform numbers. */
function worst(
  name: string,
  argument: (u: number, v: number) => number,
  f: (x: number) => number,
  exact: (x: number) => bigint,
): number {
  const s = stream(name);
  let most = 0;
  for (let i = 0; i < draws; i++) {
    const x = argument(s.uniform53(i), s.uniform53(i, 1));
    most = Math.max(most, relativeError(f(x), exact(x)));
  }
  return most;
}

const wide = (u: number, v: number) => u * 2 ** Math.floor(400 * (v - 0.5));
const nearOne = (u: number, v: number) => 1 + (v - 0.5) * 2 ** -Math.floor(40 * u);
const tiny = (u: number, v: number) => (u - 0.5) * 2 ** -Math.floor(60 * v);

describe('portable math', () => {
  it('holds the relative error of log that it states', () => {
    const exact = (x: number) => bigLog(bigReal(x));
    for (const argument of [(u: number) => u, wide, nearOne])
      expect(worst('log', argument, log, exact)).toBeLessThan(4.5e-16);
  });

  it('holds the relative error of exp that it states', () => {
    const exact = (x: number) => bigExp(x < 0 ? -bigReal(-x) : bigReal(x));
    for (const width of [1, 40, 160])
      expect(worst(`exp ${width}`, (u) => (u - 0.5) * width, exp, exact)).toBeLessThan(2e-16);
    // Against V8 where the fixed point of the reference ends.
    for (let x = -708; x < 709; x += 0.73) expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(5e-16);
  });

  it('holds the relative errors of log1p and expm1 that it states', () => {
    const signed = (x: number) => (x < 0 ? -bigReal(-x) : bigReal(x));
    for (const argument of [tiny, (u: number) => 4 * u - 0.999]) {
      expect(worst('log1p', argument, log1p, (x) => bigLog(bigOne + signed(x)))).toBeLessThan(8e-16);
      expect(worst('expm1', argument, expm1, (x) => bigExp(signed(x)) - bigOne)).toBeLessThan(8e-16);
    }
  });

  it('holds the relative error of pow that it states', () => {
    const s = stream('pow');
    for (let i = 0; i < draws; i++) {
      const x = s.uniform53(i) * 2 ** Math.floor(40 * (s.uniform53(i, 1) - 0.5));
      const y = 8 * (s.uniform53(i, 2) - 0.5);
      const exponent = bigTimes(y < 0 ? -bigReal(-y) : bigReal(y), bigLog(bigReal(x)));
      const allowed = (2 + 4 * Math.abs(y * Math.log(x))) * 2 ** -53;
      expect(relativeError(pow(x, y), bigExp(exponent))).toBeLessThan(allowed);
    }
  });

  it('meets the edges as Math does', () => {
    const agree = (found: number, wanted: number) =>
      Object.is(found, wanted) || Math.abs(found / wanted - 1) < 1e-12;
    const least = Number.MIN_VALUE;
    const [most, inf] = [Number.MAX_VALUE, Number.POSITIVE_INFINITY];
    const logs = [0, -0, -1, 1, 0.5, inf, -inf, Number.NaN, least, 1e-310, most];
    expect(logs.filter((x) => !agree(log(x), Math.log(x)))).toEqual([]);
    const exps = [0, -0, inf, -inf, Number.NaN, 709.782712893384, 709.8, -745.1, -745.2, -740, -708.5, most];
    expect(exps.filter((x) => !agree(exp(x), Math.exp(x)))).toEqual([]);
    const ones = [0, 1, inf, -1, -2, Number.NaN, 1e-300, least];
    expect(ones.filter((x) => !agree(log1p(x), Math.log1p(x)))).toEqual([]);
    const minusOnes = [0, 1, inf, -inf, -40, 710, Number.NaN, 1e-300, least];
    expect(minusOnes.filter((x) => !agree(expm1(x), Math.expm1(x)))).toEqual([]);
    const powers = [0, 1, 4, inf].flatMap((x) => [0, 2, 0.5, -1].map((y) => [x, y] as const));
    expect(powers.filter(([x, y]) => !agree(pow(x, y), x ** y))).toEqual([]);
    expect(pow(-8, 3)).toBeNaN();
  });

  it('gives exact logarithms of powers of two and symmetric exponentials of small numbers', () => {
    for (let k = -60; k <= 60; k++) expect(log(2 ** k)).toBe(k * Math.LN2);
    expect(exp(1e-20)).toBe(1);
  });
});
