import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { sharedCores } from '../../../../sim/targets/neuromorphic/mapper/shared-cores.ts';

test.prop(
  [
    fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 12 }),
    fc.integer({ min: 1, max: 20 }),
  ],
  {
    seed: 2,
  },
)('is the fewest neurons a core with which all runs find room', (runs, cores) => {
  const most = sharedCores(runs, cores);
  const taken = (each: number) => runs.reduce((sum, run) => sum + Math.ceil(run / each), 0);
  if (most === null) {
    expect(runs.length).toBeGreaterThan(cores);
    return;
  }
  expect(taken(most)).toBeLessThanOrEqual(cores);
  if (most > 1) expect(taken(most - 1)).toBeGreaterThan(cores);
});
