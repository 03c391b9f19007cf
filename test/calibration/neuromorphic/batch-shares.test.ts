import { describe, expect, it } from 'vitest';
import { loadValidated } from '../../../sim/calibration/load-validated.ts';
import { batchShares } from '../../../sim/calibration/neuromorphic/batch-shares.ts';
import { fitRunTime } from '../../../sim/calibration/neuromorphic/fit-run-time.ts';
import { runRow } from './run-row.ts';

const times = fitRunTime(await loadValidated('neuromorphic'));
const counted = { operators: 3, depth: 3 };
const processor = { chip: 'xeon-e5-2630', family: 'x86-avx', threads: '24' };

describe('shares of the time of a batch', () => {
  it('are none of single samples and of devices without threads', () => {
    for (const row of [
      runRow(counted, { ...processor, batch: 1 }),
      runRow(counted, { batch: 64 }),
      runRow({}, { ...processor, batch: 64 }),
    ])
      expect(batchShares(row, times)).toEqual({ waking: 0, together: 0 });
  });

  it('are less than the whole, and go from waking to work as the batch grows', () => {
    const shares = [2, 8, 64, 512].map((batch) =>
      batchShares(runRow(counted, { ...processor, batch }), times),
    );
    for (const [i, { waking, together }] of shares.entries()) {
      expect(waking + together).toBeLessThan(1);
      if (i === 0) continue;
      expect(together).toBeGreaterThan(shares[i - 1]!.together);
      expect(waking).toBeLessThan(shares[i - 1]!.waking);
    }
  });
});
