import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import type { TaskFeed } from '../../../sim/training/feed/task-feed.ts';
import { encoderPlan } from '../../../sim/training/plan/encoder-plan.ts';
import type { NetworkPlan } from '../../../sim/training/plan/network-plan.ts';
import { perceptronPlan } from '../../../sim/training/plan/perceptron-plan.ts';
import { featureFeed } from '../feature-feed.ts';
import { imageFeed, smallPlan } from '../synthetic.ts';
import { tokenFeed } from '../token-feed.ts';
import { ModelHarness } from './model-harness.ts';

const encoder = (answer: 'token' | 'sequence', dropout: number, pool: 'mean' | 'joined' = 'mean') =>
  encoderPlan(
    { kind: 'encoder', features: 8, heads: 2, hidden: 12, layers: 2, dropout, pool },
    [
      { name: 'words', rows: 9 },
      { name: 'forms', rows: 9 },
    ],
    16,
    3,
    answer,
  );
const cases: Readonly<Record<string, readonly [NetworkPlan, TaskFeed]>> = {
  residual: [smallPlan, imageFeed()],
  perceptron: [perceptronPlan({ kind: 'perceptron', hidden: [12, 8, 8] }, 7, 3), featureFeed(7, 3)],
  'encoder of tokens': [encoder('token', 0.2), tokenFeed(16, 9, 3, 'token').feed],
  'encoder of sequences': [encoder('sequence', 0), tokenFeed(16, 9, 3, 'sequence').feed],
  'encoder of sequences, joined': [encoder('sequence', 0, 'joined'), tokenFeed(16, 9, 3, 'sequence').feed],
};

/** ReLU bends the loss under wide steps, float32 is noisy under narrow ones: the best of three has to fit. */
const steps = [4e-3, 1e-3, 2.5e-4];
const tolerance = 0.04;
/** Slopes below are noise. */
const least = 0.01;

/** Random directions, and the gradient itself with a random half of it left out. */
function directions(gradient: Float64Array, name: string): readonly Float64Array[] {
  return [0, 1, 2].flatMap((part) => {
    const draws = new RandomStream(part, name, 'direction');
    const half = gradient.map((g, i) => (draws.uniform53(i) < 0.5 ? 0 : g));
    const length = Math.hypot(...half);
    const random = gradient.map((_, i) => (draws.uniform53(i) < 0.5 ? -1 : 1) / Math.sqrt(gradient.length));
    return length > 0 ? [random, half.map((g) => g / length)] : [random];
  });
}

const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);

describe.each(Object.keys(cases))('the gradient of a whole model, %s,', (name) => {
  const [plan, feed] = cases[name]!;

  it.each([
    [0, 'itself'],
    [1, 'itself'],
    [2, 'itself'],
    [0, 'a teacher'],
    [2, 'a teacher'],
  ] as const)('is the slope of the loss at level %i, learning from %s', async (level, from) => {
    const teacher = from === 'itself' ? {} : { teacher: { plan, share: 0.6 } };
    const losses = { labelSmoothing: 0.1, temperature: 2, labelShare: 0.3, ...teacher };
    const harness = await ModelHarness.open(plan, feed, [false, true, true], losses);
    harness.run(0);
    for (const { name, values, gradient } of harness.trained()) {
      harness.run(level);
      const found = gradient();
      for (const direction of directions(found, name)) {
        const expected = product(found, direction);
        const offs = steps.map((step) =>
          Math.abs(harness.difference(level, values, direction, step) - expected),
        );
        expect(Math.min(...offs) / (Math.abs(expected) + least), `${name}: ${expected}`).toBeLessThan(
          tolerance,
        );
      }
    }
  });

  it('is 0 for blocks that are not active, and for them, too, the slope where growth is asked', async () => {
    const harness = await ModelHarness.open(plan, feed, [true]);
    const { model, programs } = harness;
    // The first column stays: a batch norm of nothing but zeros has a slope of 1 / sqrt(epsilon) at one point.
    const inactive = model.prunable.map(({ weights, name }) => {
      const draws = new RandomStream(4, name, 'inactive');
      return Array.from({ length: weights.values.length / 4 }, (_, id) => id).filter(
        (id) => id % weights.columns > 0 && draws.uniform53(id) < 0.6,
      );
    });
    const setAll = (active: boolean) => {
      model.prunable.forEach(({ weights, patterns }, i) => {
        const blocks = Uint32Array.from({ length: weights.values.length / 4 }, (_, id) => id);
        const out = new Set(inactive[i]!);
        patterns[0]!.set(active ? blocks : blocks.filter((id) => !out.has(id)));
        for (const id of out) model.memory.view(weights.values).fill(0, 4 * id, 4 * id + 4);
      });
    };
    const gradients = () => {
      const all = harness.trained();
      return model.prunable.map(({ weights }) => all.find((of) => of.name === weights.name)!.gradient());
    };
    setAll(false);
    harness.run(0);
    const sparse = gradients();
    harness.run(0, programs.growth);
    const dense = gradients();
    setAll(true);
    model.prunable.forEach(({ weights, name }, i) => {
      const out = new Set(inactive[i]!);
      const isOut = (at: number) => out.has(Math.floor(at / 4));
      expect(sparse[i]!.every((g, at) => !isOut(at) || g === 0)).toBe(true);
      expect(sparse[i]!.filter((_, at) => !isOut(at))).toEqual(dense[i]!.filter((_, at) => !isOut(at)));
      const grown = dense[i]!.map((g, at) => (isOut(at) ? g : 0));
      for (const direction of directions(grown, name)) {
        const expected = product(dense[i]!, direction);
        const offs = steps.map((step) =>
          Math.abs(harness.difference(0, weights.values, direction, step) - expected),
        );
        expect(Math.min(...offs) / (Math.abs(expected) + least), `${name}: ${expected}`).toBeLessThan(
          tolerance,
        );
      }
    });
  });
});
