import { expect, test } from 'vitest';
import { defaultThreads, openPool } from '../../sim/sweep/pool.ts';

test('a worker that was not built and a senseless number of threads are named', async () => {
  await expect(openPool('sim/absent.js', 1)).rejects.toThrow(/dist.sim.absent\.js is missing.*npm run build/);
  for (const threads of [0, -1, 1.5, Number.NaN]) {
    await expect(openPool('sim/absent.js', threads)).rejects.toThrow(/an integer of at least 1 is needed/);
  }
  expect(defaultThreads()).toBeGreaterThanOrEqual(1);
});
