import { describe, expect, it } from 'vitest';
import { CascadeAnswers } from '../../../bench/dsa/cascade-answers.ts';
import { CrossAnswers, crossFrontiers } from '../../../bench/dsa/cross-answers.ts';
import type { NetworkAnswers } from '../../../bench/dsa/gather-answers.ts';
import { Judge } from '../../../bench/dsa/judge.ts';
import type { Task } from '../../../bench/dsa/task.ts';
import { seededValues } from '../../../kernels/testing/seeded-values.ts';

const [samples, classes, cost] = [600, 4, [1, 2, 4]] as const;
const task = { folds: false, weights: () => null } as unknown as Task;
const costs = { us: cost, gateUs: 0.01, costAfter: (_: number, to: number) => cost[to]! };

/** Networks that guess: none is better than another, and no confidence means anything. */
function guesses(seed: number) {
  const labels = Uint8Array.from(seededValues(seed, samples, 'uniform'), (v) =>
    Math.floor(Math.abs(v) * 3.999),
  );
  const part = { samples, labels, starts: null, uniform: true, feeds: () => ({}) };
  const levels = cost.map((_, i) => {
    const logits = seededValues(seed * 10 + i, samples * classes, 'uniform');
    const bySeed = new Map([[1, { validation: logits, test: logits }]]);
    return { id: `L${i}`, kind: 'level', level: i, exit: null, output: 'logits', bySeed };
  }) as unknown as NetworkAnswers[];
  const data = { classes, parts: { validation: part, test: part } };
  return { part, levels, judge: new Judge(task, new Map([[1, data]]), 'validation') };
}

const share = (right: Uint8Array) => right.reduce((a, b) => a + b, 0) / right.length;

describe('cross answers', () => {
  it('do not flatter cascades of networks that guess, as the answers do that these were found on', () => {
    const seeds = Array.from({ length: 6 }, (_, i) => i + 1);
    const found = seeds.map((seed) => {
      const { part, levels, judge } = guesses(seed);
      const frontiers = crossFrontiers(levels, costs, 1, part, () => null);
      const best = frontiers.all.at(-1)!;
      const cross = new CrossAnswers(frontiers, levels, judge, 1, part);
      const all = new CascadeAnswers(levels, judge, 1, 'validation', part);
      expect(share(all.of(best).right)).toBeCloseTo(best.accuracy, 12);
      return { flattered: best.accuracy, heldOut: share(cross.at(best.cost)) };
    });
    const mean = (of: readonly number[]) => of.reduce((a, b) => a + b, 0) / of.length;
    // Of 3600 guesses at one in four, three standard errors are 0.022.
    expect(Math.abs(mean(found.map(({ heldOut }) => heldOut)) - 0.25)).toBeLessThan(0.022);
    expect(mean(found.map(({ flattered }) => flattered))).toBeGreaterThan(0.272);
  });

  it('are those of the point itself where every search finds it', () => {
    const { part, levels, judge } = guesses(9);
    const frontiers = crossFrontiers(levels, costs, 1, part, () => null);
    const alone = frontiers.all.find(({ stages }) => stages.length === 1)!;
    const same = { all: frontiers.all, without: frontiers.without.map(() => [alone]) };
    const cross = new CrossAnswers(same, levels, judge, 1, part);
    const all = new CascadeAnswers(levels, judge, 1, 'validation', part);
    expect(cross.at(alone.cost)).toEqual(all.of(alone).right);
  });
});
