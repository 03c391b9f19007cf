import { expect, it } from 'vitest';
import { pointsDocument, pointsText } from '../../../bench/dsa/points-document.ts';
import type { Task } from '../../../bench/dsa/task.ts';

it('points are written as JSON, a line each', () => {
  const point = (id: string, threshold: number | null) => ({
    ...{ id, measure: 'margin' as const, accuracy: 0.9, cost: 12.34567 },
    stages: [{ level: 3, threshold }],
  });
  const tuned = {
    gateUs: 0.12345,
    levels: [{ id: 'L0', sparsity: 0, costUs: 99.99999 }],
    bySeed: new Map([
      [1, [point('L3', null), point('L3>L0', 0.5)]],
      [2, [point('L3', null)]],
    ]),
  };
  const document = pointsDocument({ id: 'fashion-mnist' } as Task, tuned, 'a machine');
  const text = pointsText(document);
  expect(JSON.parse(text)).toEqual(document);
  expect(text.split('\n').filter((line) => line.includes('"id":"L3')).length).toBe(3);
  expect(document.frontiers.map(({ network }) => network)).toEqual(['ladder-s1.onnx', 'ladder-s2.onnx']);
  expect(document.frontiers[0]!.points[1]).toMatchObject({ cost: 12.346, stages: [{ threshold: 0.5 }] });
});
