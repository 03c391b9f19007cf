import { describe, expect, it } from 'vitest';
import type { ClassModel } from '../../sim/calibration/class-model.ts';
import type { ScoredRow } from '../../sim/validate/scored-row.ts';
import { signsAndOrders } from '../../sim/validate/signs-and-orders.ts';
import { sampleRow } from '../calibration/sample-row.ts';

const model = { ordered: (row) => row.device } as ClassModel;
const scored = (device: string, measured: number, predicted: number) =>
  ({
    row: sampleRow({ device }),
    measured,
    predicted: { low: predicted, central: predicted, high: predicted },
  }) as ScoredRow;

describe('signs and orders', () => {
  it('count rows on the right side of 1, and pairs against the same thing', () => {
    const rows = [scored('a', 2, 1.5), scored('a', 3, 1.2), scored('a', 0.5, 1.1), scored('b', 9, 0.9)];
    expect(signsAndOrders(model, rows)).toEqual({
      signsRight: { right: 2, of: 4 },
      ordersRight: { right: 2, of: 3 },
    });
  });

  it('do not compare what was measured equal, and hold a prediction of no gain to be right only for none', () => {
    expect(signsAndOrders(model, [scored('a', 1, 1), scored('a', 1, 2)])).toEqual({
      signsRight: { right: 1, of: 2 },
      ordersRight: { right: 0, of: 0 },
    });
  });

  it('say nothing of what is no ratio', () => {
    expect(signsAndOrders({} as ClassModel, [scored('a', 2, 2)])).toBeNull();
  });
});
