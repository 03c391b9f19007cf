import type { TrainingValue } from '../../kernels/training/training-value.ts';
import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import type { TaskFeed } from '../../sim/training/feed/task-feed.ts';

/** Random rows of features with random labels. */
export function featureFeed(features: number, classes: number): TaskFeed {
  const draws = new RandomStream(8, 'features', 'values');
  return {
    samples: { train: 64, validation: 20, test: 20 },
    ...{ tokens: 0, answersPerSample: 1, trainLabels: null },
    shardInputs: (memory, plan, { samples }) => {
      const labels = memory.floats(Math.ceil(samples / 8) * 8);
      let to: TrainingValue | undefined;
      return {
        ...{ labelsAt: labels.at, lengthsAt: 0, idsAt: new Map() },
        fill: (_part, ids) => {
          const { at, groups, groupBytes } = to!;
          const floats = memory.arena.floats(at, (groups * groupBytes) / 4);
          const lanes = new Int32Array(memory.arena.memory.buffer, labels.at, labels.length).fill(-1);
          ids.forEach((id, lane) => {
            for (let f = 0; f < features; f++)
              floats[(lane >> 3) * (groupBytes / 4) + f * 8 + (lane & 7)] = 2 * draws.uniform53(id, f) - 1;
            lanes[lane] = Math.floor(draws.uniform53(id, features) * classes);
          });
        },
        load: (_program, values) => {
          to = values.get(plan.inputs[0]!.name)!;
        },
      };
    },
  };
}
