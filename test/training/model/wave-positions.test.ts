import { describe, expect, it } from 'vitest';
import { wavePositions } from '../../../sim/training/model/wave-positions.ts';

describe('wavePositions', () => {
  const [tokens, features, deviation] = [24, 12, 0.3];
  const values = new Float32Array(tokens * features);
  wavePositions(values, features, deviation);
  const dot = (a: number, b: number) =>
    Array.from({ length: features }, (_, f) => values[a * features + f]! * values[b * features + f]!).reduce(
      (sum, product) => sum + product,
      0,
    );

  it('gives a distance one product, wherever it lies, and is most like itself', () => {
    for (let distance = 0; distance < tokens; distance++)
      for (let t = 1; t + distance < tokens; t++)
        expect(dot(t, t + distance)).toBeCloseTo(dot(0, distance), 5);
    for (let distance = 1; distance < tokens; distance++) expect(dot(0, distance)).toBeLessThan(dot(0, 0));
  });

  it('has the deviation that was asked for', () => {
    const squares = values.reduce((sum, value) => sum + value * value, 0);
    expect(Math.sqrt(squares / values.length)).toBeCloseTo(deviation, 6);
  });

  it('has no wave longer than four times the tokens', () => {
    const last = Math.atan2(values[features + features - 2]!, values[features + features - 1]!);
    expect((2 * Math.PI) / last).toBeCloseTo(4 * tokens, 3);
  });
});
