import { describe, expect, it } from 'vitest';
import { bestTime, makeClaim, within } from '../../../bench/dsa/make-claim.ts';
import type { TimedNetwork } from '../../../bench/dsa/measure-times.ts';
import type { NetworkRow } from '../../../bench/dsa/task-result.ts';

const loss = (value: number, half: number) => ({ value, low: value - half, high: value + half });
const bytes = (total: number) => ({ weights: total - 5, activations: 0, tables: 0, embeddings: 5, total });
const row = (id: string, validation: number | null, test: number): NetworkRow => ({
  ...{
    id,
    level: id === 'dense' ? 0 : Number(id[1]),
    kind: id === 'dense' ? 'dense' : 'level',
    form: id.endsWith('int8') ? 'int8' : 'fp32',
  },
  ...{ sparsity: id === 'dense' ? 0 : Number(id[1]) / 4, macs: id === 'dense' ? 100 : 20 },
  ...{ validation: 0.9, accuracy: { perTurn: [0], perSeed: [0.9], mean: 0.9 } },
  ...{ lossLevel0: loss(test, 0.1), lossDense: loss(test, 0.1) },
  lossDenseValidation: validation === null ? null : loss(validation, 0.2),
  memory: { batch1: bytes(40), batch64: bytes(80) },
});
const time = (id: string, runtime: TimedNetwork['runtime'], form: TimedNetwork['form'], us: number) => ({
  ...{ id, runtime, form, accuracy: null },
  batch1: { medianUs: 2 * us, p20Us: us },
  batch64: { medianUs: us, p20Us: us / 2 },
});
const times = [
  time('L0', 'own', 'fp32', 100),
  time('L1', 'own', 'fp32', 30),
  time('L2', 'own', 'fp32', 10),
  time('dense', 'own', 'fp32', 90),
  time('dense', 'onnxruntime-node', 'fp32', 60),
  time('dense', 'onnxruntime-node', 'int8', 40),
  time('dense', 'onnxruntime-web', 'fp32', 300),
];
const memory = { batch1: 100, batch64: 100, embeddings: 25 };

describe('makeClaim', () => {
  it('takes the sparsest level within the tolerance on validation, and judges it on test', () => {
    const claim = makeClaim(
      [row('L0', 0, 0), row('L1', 0.5, 0.9), row('L2', 0.7, 0), row('dense', null, 0)],
      times,
      memory,
      0.5,
    );
    expect(claim).toMatchObject({ level: 'L1', withinDense: false, withinLevel0: false });
    expect(claim!.timeLess.node.batch1).toBeCloseTo(25, 10);
    expect(claim!.timeLess.nodeFp32.batch1).toBeCloseTo(50, 10);
    expect(claim!.timeLess.web.batch64).toBeCloseTo(90, 10);
    expect(claim!.memoryLess.batch1).toBeCloseTo(60, 10);
    expect(claim!.memoryLessByEmbeddings.batch1).toBeCloseTo(20, 10);
    expect(claim!.operationsLess).toBeCloseTo(80, 10);
  });

  it('takes the faster form of that level, if it is within the tolerance too', () => {
    const claimed = (int8Loss: number, int8Us: number) =>
      makeClaim(
        [row('L0', 0, 0), row('L1', 0.4, 0), row('L1 int8', int8Loss, 0), row('dense', null, 0)],
        [...times, time('L1 int8', 'own', 'int8', int8Us)],
        memory,
        0.5,
      )!.level;
    expect(claimed(0.45, 20)).toBe('L1 int8');
    expect(claimed(0.45, 31)).toBe('L1');
    expect(claimed(0.6, 20)).toBe('L1');
  });

  it('claims nothing where no level is', () => {
    expect(makeClaim([row('L0', 0.6, 0), row('dense', null, 0)], times, memory, 0.5)).toBeNull();
  });

  it('is within by the upper bound', () => {
    expect(within(loss(0.6, 0.2), 0.5)).toBe(true);
    expect(within(loss(0.4, 0.41), 0.5)).toBe(false);
    expect(within(null, 0.5)).toBe(false);
  });

  it('refuses a time that was not measured', () => {
    expect(() => bestTime(times, 'L1', 'onnxruntime-web', 'batch1')).toThrow(
      'L1 was not timed on onnxruntime-web',
    );
  });
});
