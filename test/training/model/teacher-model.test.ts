import { expect, it } from 'vitest';
import { namedWeights } from '../../../sim/training/model/named-weights.ts';
import { encoderPlan } from '../../../sim/training/plan/encoder-plan.ts';
import { teacherWeights } from '../../../sim/training/start/teacher-weights.ts';
import { imageFeed, smallPlan } from '../synthetic.ts';
import { tokenFeed } from '../token-feed.ts';
import { ModelHarness } from './model-harness.ts';

const tables = [
  { name: 'words', rows: 9 },
  { name: 'forms', rows: 9 },
];
const shape = { kind: 'encoder', features: 8, heads: 2, hidden: 12, layers: 1, dropout: 0.2 } as const;
const encoder = encoderPlan({ ...shape, pool: 'joined' }, tables, 16, 3, 'sequence');

it.each([
  ['residual', smallPlan, imageFeed()],
  ['encoder', encoder, tokenFeed(16, 9, 3, 'sequence').feed],
] as const)('a teacher answers as the network that its weights are of, %s', async (_, plan, feed) => {
  const temperature = 2;
  const harness = await ModelHarness.open(plan, feed, [false], {
    temperature,
    teacher: { plan, share: 0.5 },
  });
  const { model } = harness;
  const statistics = [...model.parameters.statistics].flatMap(([name, { mean, variance }]) => [
    [`${name}.mean`, model.memory.view(mean)] as const,
    [`${name}.variance`, model.memory.view(variance)] as const,
  ]);
  const arrays = new Map([...namedWeights(model), ...statistics]);
  teacherWeights(model.teacher!, { arrays, file: 'own' });
  const taught = harness.teach().flat();
  harness.run(0);
  const own = harness.logits(0).flat();
  own.forEach((logits, lane) => {
    const powers = logits.map((z) => Math.exp(z / temperature));
    const sum = powers.reduce((a, b) => a + b);
    powers.forEach((power, c) => {
      expect(taught[lane]![c]).toBeCloseTo(power / sum, 5);
    });
  });
  expect(() => teacherWeights(model.teacher!, { arrays: new Map(), file: 'empty' })).toThrow(
    /^empty: .*weight: no values, not \d+; train the teacher anew/,
  );
});
