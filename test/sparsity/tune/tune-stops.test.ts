import { describe, expect, it } from 'vitest';
import { seededValues } from '../../../kernels/testing/seeded-values.ts';
import { playCascade } from '../../../sim/sparsity/tune/cascade.ts';
import { rateStop, topClass } from '../../../sim/sparsity/tune/rate-stop.ts';
import { tuneStops } from '../../../sim/sparsity/tune/tune-stops.ts';

const answers = 600;
const classes = 4;
const labels = Uint8Array.from({ length: answers }, (_, i) => (7 * i) % classes);
/** Logits that are right the more often the less noise there is, and the surer the larger their lead. */
const level = (id: string, cost: number, noise: number, seed: number) => ({
  ...{ id, cost, level: Number(id[1]), exit: null, output: 'logits' },
  logits: seededValues(seed, answers * classes, 'uniform').map(
    (v, i) => noise * v + (i % classes === labels[Math.floor(i / classes)] ? 1 : 0),
  ),
});
const levels = [level('L0', 10, 0.7, 1), level('L1', 4, 1.1, 2), level('L2', 1, 1.6, 3)];

describe('tuneStops', () => {
  it.each([[null], [Uint32Array.from({ length: answers / 3 + 1 }, (_, r) => 3 * r)]])(
    'gives what its points come to when they are played, and no static level beats them',
    (starts) => {
      const points = tuneStops(levels, labels, { gateCost: 0.1, starts });
      for (const { measure, stages, accuracy, cost, reached } of points) {
        const rated = levels.map((each) => rateStop(each, labels, measure, { starts }));
        const cascade = stages.map((stage) => ({ stop: stage.level as number, threshold: stage.threshold }));
        const played = playCascade(cascade, rated, 0.1);
        expect(reached).toEqual(played.reached);
        expect(accuracy).toBeCloseTo(played.accuracy, 12);
        expect(cost).toBeCloseTo(played.cost, 10);
      }
      for (const { logits, cost } of levels) {
        const right = labels.filter((label, i) => topClass(logits, i * classes, classes) === label).length;
        expect(points.some((point) => point.cost <= cost && point.accuracy >= right / answers)).toBe(true);
      }
    },
  );

  it('finds a cascade that is as good as the densest level and cheaper', () => {
    const points = tuneStops(levels, labels, { gateCost: 0.1 });
    const rated = rateStop(levels[0]!, labels, 'margin');
    const dense = (rated.right as Float64Array).reduce((sum, one) => sum + one, 0) / answers;
    const point = points.find(({ accuracy }) => accuracy >= dense)!;
    expect(point.stages.length).toBeGreaterThan(1);
    expect(point.cost).toBeLessThan(levels[0]!.cost);
    expect(point.id).toMatch(/^L\d>L\d/);
  });
});
