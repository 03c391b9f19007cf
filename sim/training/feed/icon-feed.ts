import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { IconPairs } from '../../data/icons/icon-pairs.ts';
import type { Icons } from '../../data/icons/icons.ts';
import type { Part } from '../../data/split/part.ts';
import type { ShardSize } from '../model/shard-values.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import type { TrainSpec } from '../spec/train-schema.ts';
import { GreyImages } from './grey-images.ts';
import type { ShardInputs, TaskFeed } from './task-feed.ts';

/** Pairs of a drawing and a name, right or wrong; every epoch of training has other wrong pairs. */
export class IconFeed implements TaskFeed {
  readonly samples: Readonly<Record<Part, number>>;
  readonly tokens: number;
  readonly answersPerSample = 1;
  readonly trainLabels = null;
  readonly images: GreyImages;
  readonly #icons: Icons;
  readonly #pairs: Record<Part, IconPairs>;

  constructor(icons: Icons, augment: TrainSpec['augment']) {
    this.#icons = icons;
    this.tokens = Math.ceil(icons.wordsPerName / 8) * 8;
    const pairs = (part: Part) => icons.pairs(part);
    this.#pairs = { train: pairs('train'), validation: pairs('validation'), test: pairs('test') };
    const count = (part: Part) => this.#pairs[part].labels.length;
    this.samples = { train: count('train'), validation: count('validation'), test: count('test') };
    const images = {
      train: icons.train.images,
      validation: icons.validation.images,
      test: icons.test.images,
    };
    this.images = new GreyImages({ images, height: icons.side, width: icons.side }, augment);
  }

  startEpoch(epoch: number): void {
    this.#pairs.train = this.#icons.pairs('train', epoch);
  }

  shardInputs(memory: TrainingMemory, _plan: NetworkPlan, size: ShardSize): ShardInputs {
    const { tokens } = this;
    const { nameWords, wordsPerName } = this.#icons;
    const lanes = Math.ceil(size.samples / 8) * 8;
    const labelsAt = memory.floats(lanes).at;
    const wordsAt = memory.floats(size.samples * tokens).at;
    const lengthsAt = memory.floats(size.samples).at;
    const images = this.images.shard(memory, size.samples);
    const integers = (at: number, length: number) => new Int32Array(memory.arena.memory.buffer, at, length);
    return {
      ...{ labelsAt, lengthsAt, idsAt: new Map([['words', wordsAt]]) },
      fill: (part, ids, draws) => {
        const { drawings, names, labels } = this.#pairs[part];
        const answers = integers(labelsAt, lanes).fill(-1);
        const words = integers(wordsAt, size.samples * tokens).fill(-1);
        const lengths = integers(lengthsAt, size.samples).fill(0);
        ids.forEach((id, s) => {
          answers[s] = labels[id]!;
          const row = nameWords.subarray(names[id]! * wordsPerName, (names[id]! + 1) * wordsPerName);
          // Row 0 is padding, which has no row of its own while training.
          lengths[s] = row.filter((word) => word > 0).length;
          row.forEach((word, t) => {
            words[s * tokens + t] = word - 1;
          });
        });
        images.fill(
          part,
          ids.map((id) => drawings[id]!),
          draws,
        );
      },
      load: (program, values) => images.load(program, values.get('image')!),
    };
  }
}
