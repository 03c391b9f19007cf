import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QuantileSketch } from '../../sim/statistics/quantile-sketch.ts';

const size = fc
  .tuple(fc.integer({ min: -12, max: 12 }), fc.double({ min: 1, max: 2, noNaN: true }))
  .map(([exponent, m]) => m * 2 ** exponent);
const near = fc.double({ min: 0.5, max: 2000, noNaN: true });
const value = fc.oneof(
  near,
  size,
  fc.constant(0),
  size.map((x) => -x),
  near.map((x) => -x),
);
const values = fc.array(value, { minLength: 1, maxLength: 100 });
const share = fc.oneof(
  fc.constantFrom(0, 0.01, 0.5, 0.95, 0.99, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const error = fc.constantFrom(0.5, 0.1, 0.01, 0.0005, 2 ** -14);

function sketchOf(list: readonly number[], relativeError: number): QuantileSketch {
  const sketch = new QuantileSketch(relativeError);
  for (const x of list) sketch.add(x);
  return sketch;
}

const exactQuantile = (list: readonly number[], q: number) =>
  [...list].sort((a, b) => a - b)[Math.max(1, Math.ceil(q * list.length)) - 1]!;

describe('a quantile sketch', () => {
  it('gives every quantile within its relative error of the exact one, of either sign', () => {
    fc.assert(
      fc.property(values, share, error, (list, q, relativeError) => {
        const sketch = sketchOf(list, relativeError);
        const exact = exactQuantile(list, q);
        expect(sketch.count).toBe(list.length);
        expect(sketch.relativeError).toBeLessThanOrEqual(relativeError);
        expect(Math.abs(sketch.quantile(q)! - exact)).toBeLessThanOrEqual(
          sketch.relativeError * Math.abs(exact) * (1 + 1e-15),
        );
      }),
      { seed: 42, numRuns: 1000 },
    );
  });

  it('reaches its relative error: the bound is not idle', () => {
    const low = sketchOf([1], 0.01).quantile(1)!;
    expect(low - 1).toBe(2 ** -7);
  });

  it('is the same, merged from parts, as over the whole', () => {
    fc.assert(
      fc.property(values, values, share, error, (a, b, q, relativeError) => {
        const whole = sketchOf([...a, ...b], relativeError);
        const merged = sketchOf(a, relativeError);
        merged.merge(sketchOf(b, relativeError));
        expect([merged.count, merged.quantile(q)]).toEqual([whole.count, whole.quantile(q)]);
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('ascends with the share', () => {
    fc.assert(
      fc.property(values, share, share, (list, a, b) => {
        const sketch = sketchOf(list, 0.01);
        expect(sketch.quantile(Math.min(a, b))!).toBeLessThanOrEqual(sketch.quantile(Math.max(a, b))!);
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('takes the ends of the range of numbers, and counts what is smaller as 0', () => {
    const sketch = sketchOf([Number.MAX_VALUE, 2.3e-308, 5e-324, -5e-324, -Number.MAX_VALUE], 0.01);
    const off = (q: number, exact: number) => Math.abs(sketch.quantile(q)! / exact - 1);
    expect(off(0, -Number.MAX_VALUE)).toBeLessThanOrEqual(sketch.relativeError);
    expect([sketch.quantile(0.4), sketch.quantile(0.6)]).toEqual([0, 0]);
    expect(off(0.8, 2.3e-308)).toBeLessThanOrEqual(sketch.relativeError);
    expect(off(1, Number.MAX_VALUE)).toBeLessThanOrEqual(sketch.relativeError);
  });

  it('has no quantile without values', () => {
    expect(new QuantileSketch(0.01).quantile(0.5)).toBeNull();
  });

  it('refuses what is outside its ranges, by name', () => {
    const sketch = sketchOf([1], 0.01);
    for (const wrong of [0, 0.6, 2 ** -15, Number.NaN])
      expect(() => new QuantileSketch(wrong)).toThrow(/relativeError is .*; a number from 2\^-14 to 0\.5/);
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(() => sketch.add(wrong)).toThrow(/value is .*; a finite number is needed/);
    for (const wrong of [-0.1, 1.1, Number.NaN])
      expect(() => sketch.quantile(wrong)).toThrow(/q is .*; a number from 0 to 1/);
    expect(() => sketch.merge(new QuantileSketch(0.1))).toThrow(
      /relativeError of the other is 0\.0625; 0\.0078125/,
    );
    expect(sketch.count).toBe(1);
  });
});

describe('the buckets of a sketch', () => {
  it('are visited in order, hold every positive value once, and are as narrow as the error says', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), { maxLength: 60 }), (values) => {
        const sketch = new QuantileSketch(0.01);
        for (const value of values) sketch.add(value);
        const left = [...values].sort((a, b) => a - b);
        let before = 0;
        sketch.forEachPositive((low, high, count) => {
          expect(low).toBeGreaterThanOrEqual(before);
          expect((high - low) / low).toBeLessThanOrEqual(2 * sketch.relativeError);
          const held = left.splice(0, count);
          expect(held.every((value) => value >= low && value < high)).toBe(true);
          before = high;
        });
        expect(left).toEqual([]);
      }),
      { seed: 42, numRuns: 100 },
    );
  });
});
