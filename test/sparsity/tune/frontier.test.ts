import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { Frontier } from '../../../sim/sparsity/tune/frontier.ts';

const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
  maxLength: 25,
});

test.prop([points], { seed: 6, numRuns: 300 })(
  'keeps what no other point equals or beats in both',
  (offered) => {
    const frontier = new Frontier<{ accuracy: number; cost: number }>();
    for (const [accuracy, cost] of offered) frontier.offer(accuracy, cost, () => ({ accuracy, cost }));
    const distinct = [...new Map(offered.map((point) => [point.join(), point])).values()];
    const kept = distinct.filter(([accuracy, cost]) =>
      distinct.every(([a, c]) => (a === accuracy && c === cost) || a < accuracy || c > cost),
    );
    kept.sort((a, b) => a[1] - b[1]);
    expect(frontier.points).toEqual(kept.map(([accuracy, cost]) => ({ accuracy, cost })));
  },
);
