import { expect, it } from 'vitest';
import { pointsDocument, pointsText } from '../../../sim/sparsity/tune/points-document.ts';

it('points are written as JSON, a line each, exits and levels of layers only where there are some', () => {
  const point = (
    id: string,
    stages: { level: number | number[]; exit: number | null; threshold: number | null }[],
  ) => ({
    ...{ id, measure: 'margin' as const, accuracy: 0.9, cost: 12.34567, stages, macs: 1234.5, bytes: 99 },
    reached: stages.map(() => 1),
  });
  const stop = { sparsity: 0, accuracy: 0.91, costUs: 99.99999, macs: 5000 };
  const frontier = (network: string) => ({
    ...{ network, gateUs: 0.12345 },
    stops: [
      { id: 'L0e0', level: 0, exit: 0, ...stop },
      { id: 'L0', level: 0, exit: null, ...stop },
    ],
    points: [
      point('P1', [{ level: [3, 0], exit: null, threshold: null }]),
      point('L0e0>L0', [
        { level: 0, exit: 0, threshold: 0.5 },
        { level: 0, exit: null, threshold: null },
      ]),
    ],
  });
  const document = pointsDocument({ task: 'fashion-mnist', machine: 'a machine' }, [
    frontier('ladder-s1.onnx'),
    frontier('ladder-s2.onnx'),
  ]);
  const text = pointsText(document);
  expect(JSON.parse(text)).toEqual(document);
  expect(text.split('\n').filter((line) => line.includes('"id":"L0')).length).toBe(6);
  const [first] = document.frontiers;
  expect(first!.stops[1]).not.toHaveProperty('exit');
  expect(first!.points[0]).toMatchObject({ stages: [{ level: [3, 0], reached: 1 }], macs: 1235 });
  expect(first!.points[1]).toMatchObject({
    cost: 12.346,
    stages: [{ exit: 0, threshold: 0.5 }, { level: 0 }],
  });
});
