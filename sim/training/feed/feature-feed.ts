import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { TrainingValue } from '../../../kernels/training/training-value.ts';
import type { SensorSet } from '../../data/sensor/shuttle.ts';
import type { Part } from '../../data/split/part.ts';
import type { ShardSize } from '../model/shard-values.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import type { ShardInputs, TaskFeed } from './task-feed.ts';

/** Rows of features, standardised already. */
export class FeatureFeed implements TaskFeed {
  readonly samples: Readonly<Record<Part, number>>;
  readonly tokens = 0;
  readonly answersPerSample = 1;
  readonly trainLabels: Uint8Array;
  readonly #sets: Readonly<Record<Part, SensorSet>>;

  constructor(sets: Readonly<Record<Part, SensorSet>>) {
    this.#sets = sets;
    this.trainLabels = sets.train.labels;
    const count = (part: Part) => sets[part].labels.length;
    this.samples = { train: count('train'), validation: count('validation'), test: count('test') };
  }

  shardInputs(memory: TrainingMemory, plan: NetworkPlan, size: ShardSize): ShardInputs {
    const lanes = Math.ceil(size.samples / 8) * 8;
    const labels = memory.floats(lanes);
    let value: TrainingValue | undefined;
    return {
      labelsAt: labels.at,
      idsAt: new Map(),
      lengthsAt: 0,
      fill: (part, ids) => {
        const { features, labels: classes, channels } = this.#sets[part];
        const answers = new Int32Array(memory.arena.memory.buffer, labels.at, lanes).fill(-1);
        const { at, groupBytes, groups } = value!;
        const to = memory.arena.floats(at, (groups * groupBytes) / 4);
        ids.forEach((id, lane) => {
          answers[lane] = classes[id]!;
          const panel = ((lane >> 3) * groupBytes) / 4 + (lane & 7);
          for (let c = 0; c < channels; c++) to[panel + 8 * c] = features[id * channels + c]!;
        });
      },
      // The value itself is filled in; there is nothing to do for a program.
      load: (_program, values) => {
        value = values.get(plan.inputs[0]!.name)!;
      },
    };
  }
}
