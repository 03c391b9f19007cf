import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { compareFronts, type FrontPoint } from '../../../bench/dsa/compare-fronts.ts';

const point = (accuracy: number, timeUs: number): FrontPoint => ({
  name: `${accuracy} in ${timeUs}`,
  ...{ accuracy, timeUs },
});
const points = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), { maxLength: 8 })
  .map((pairs) => pairs.map(([accuracy, timeUs]) => point(accuracy, timeUs)));

describe('compareFronts', () => {
  test.prop([points, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })], { seed: 6 })(
    'gives a point of the front that no other one betters',
    (front, accuracy, timeUs) => {
      const { equalAccuracy, equalTime } = compareFronts(point(accuracy, timeUs), front);
      const accurate = front.filter((each) => each.accuracy >= accuracy);
      const fast = front.filter((each) => each.timeUs <= timeUs);
      expect(equalAccuracy === null).toBe(accurate.length === 0);
      expect(equalTime === null).toBe(fast.length === 0);
      if (equalAccuracy) {
        expect(accurate).toContain(equalAccuracy);
        expect(equalAccuracy.timeUs).toBe(Math.min(...accurate.map((each) => each.timeUs)));
      }
      if (equalTime) {
        expect(fast).toContain(equalTime);
        expect(equalTime.accuracy).toBe(Math.max(...fast.map((each) => each.accuracy)));
      }
    },
  );
});
