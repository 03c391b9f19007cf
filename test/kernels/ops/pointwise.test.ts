import { describe, expect, test } from 'vitest';
import { pointwiseReference } from '../../../kernels/index.ts';
import { erf } from '../../../kernels/ops/pointwise/erf.ts';

describe('the error function', () => {
  // Abramowitz and Stegun, table 7.1.
  test.each([
    [0, 0],
    [0.1, 0.112462916],
    [0.5, 0.5204998778],
    [1, 0.8427007929],
    [1.5, 0.9661051465],
    [2, 0.995322265],
  ])('erf(%d) = %d', (x, y) => {
    expect(erf(x)).toBeCloseTo(y, 9);
    expect(erf(-x)).toBeCloseTo(-y, 9);
  });

  test('its slope is 2 / sqrt(pi) e^(-x^2), and it ends at 1', () => {
    for (let x = -5; x <= 5; x += 0.25) {
      const slope = (erf(x + 1e-4) - erf(x - 1e-4)) / 2e-4;
      expect(slope).toBeCloseTo((2 / Math.sqrt(Math.PI)) * Math.exp(-x * x), 6);
    }
    expect([erf(6), erf(-7), erf(Number.POSITIVE_INFINITY)]).toEqual([1, -1, 1]);
    expect(erf(Number.NaN)).toBeNaN();
  });
});

test('the forms of GELU agree to the size of the approximation, and f(x) - f(-x) = x', () => {
  const x = Float64Array.from({ length: 201 }, (_, i) => (i - 100) / 10);
  const [exact, near, silu] = (['gelu-erf', 'gelu-tanh', 'silu'] as const).map((f) =>
    pointwiseReference(f, x),
  );
  for (const f of [exact!, near!, silu!]) {
    x.forEach((v, i) => {
      expect(f[i]! - f[200 - i]!).toBeCloseTo(v, 12);
    });
  }
  x.forEach((_, i) => {
    expect(Math.abs(exact![i]! - near![i]!)).toBeLessThan(5e-4);
  });
});

test('hard-swish and leaky ReLU at their corners', () => {
  expect([...pointwiseReference('hard-swish', [-4, -3, 0, 3, 5])]).toEqual([-0, -0, 0, 3, 5]);
  expect([...pointwiseReference('leaky-relu', [-2, 0, 2], 0.5)]).toEqual([-1, 0, 2]);
});
