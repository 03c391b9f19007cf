import { describe, expect, it } from 'vitest';
import { countedClasses, macroWeights } from '../../../sim/data/task/macro-weights.ts';

describe('macroWeights', () => {
  it('makes a share of right answers the mean recall of the classes that are large enough', () => {
    const labels = Uint8Array.of(0, 0, 0, 0, 1, 1, 2);
    const right = Uint8Array.of(1, 1, 1, 0, 1, 0, 0);
    const weights = macroWeights(labels, countedClasses(labels, 2));
    expect(weights.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
    expect(right.reduce((sum, one, i) => sum + one * weights[i]!, 0)).toBeCloseTo((3 / 4 + 1 / 2) / 2, 12);
    expect(weights[6]).toBe(0);
  });

  it('counts in a part the classes that are large in the whole', () => {
    const counted = countedClasses(Uint8Array.of(0, 0, 0, 1, 1, 2), 2);
    expect([...counted]).toEqual([0, 1]);
    expect([...macroWeights(Uint8Array.of(0, 0, 1, 2), counted)]).toEqual([1 / 4, 1 / 4, 1 / 2, 0]);
    expect([...macroWeights(Uint8Array.of(0, 0, 2), counted)]).toEqual([1 / 2, 1 / 2, 0]);
  });
});
