import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import type { TaskFeed } from '../../sim/training/feed/task-feed.ts';

/** Random sequences of 1 to `tokens` ids below `rows`, and a random label for each token or each sequence. */
export function tokenFeed(tokens: number, rows: number, classes: number, answer: 'token' | 'sequence') {
  const draws = new RandomStream(7, 'tokens', answer);
  const length = (id: number) => 1 + Math.floor(draws.uniform53(id, 0) * tokens);
  const idsOf = (id: number) =>
    Int32Array.from({ length: length(id) }, (_, t) => draws.uniform53(id, 100 + t) * rows);
  const feed: TaskFeed = {
    samples: { train: 64, validation: 20, test: 20 },
    ...{ tokens, answersPerSample: answer === 'token' ? tokens / 2 : 1, trainLabels: null },
    shardInputs: (memory, plan, { samples }) => {
      const lanes = answer === 'token' ? samples * tokens : Math.ceil(samples / 8) * 8;
      const labels = memory.floats(lanes);
      const ids = memory.floats(samples * tokens);
      const lengths = memory.floats(samples);
      return {
        ...{ labelsAt: labels.at, lengthsAt: lengths.at },
        idsAt: new Map(plan.inputs.map(({ name }) => [name, ids.at])),
        fill: (_part, picked) => {
          const integers = (at: number, count: number) =>
            new Int32Array(memory.arena.memory.buffer, at, count);
          const [to, lanesOf] = [integers(ids.at, ids.length).fill(-1), integers(labels.at, lanes).fill(-1)];
          const lengthOf = integers(lengths.at, samples).fill(0);
          picked.forEach((id, sample) => {
            const own = idsOf(id);
            to.set(own, sample * tokens);
            lengthOf[sample] = own.length;
            if (answer === 'sequence') lanesOf[sample] = Math.floor(draws.uniform53(id, 2) * classes);
            else
              for (let t = 0; t < own.length; t++)
                lanesOf[sample * tokens + t] = Math.floor(draws.uniform53(id, 200 + t) * classes);
          });
        },
        load: () => {},
      };
    },
  };
  return { feed, idsOf };
}
