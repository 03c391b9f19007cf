import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import { checkImageSet, type ImageSet } from '../../data/image/image-set.ts';
import type { Part } from '../../data/split/part.ts';
import type { ShardSize } from '../model/shard-values.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import type { TrainSpec } from '../spec/train-schema.ts';
import { GreyImages } from './grey-images.ts';
import type { ShardInputs, TaskFeed } from './task-feed.ts';

/** Grey images of one class each. */
export class ImageFeed implements TaskFeed {
  readonly samples: Readonly<Record<Part, number>>;
  readonly tokens = 0;
  readonly answersPerSample = 1;
  readonly trainLabels: Uint8Array;
  readonly images: GreyImages;
  readonly #sets: Readonly<Record<Part, ImageSet>>;

  /** @throws DataFormatError when a label is out of range, or images and labels are not as many */
  constructor(sets: Readonly<Record<Part, ImageSet>>, augment: TrainSpec['augment']) {
    for (const part of ['train', 'validation', 'test'] as const) checkImageSet(sets[part], `${part} images`);
    this.#sets = sets;
    this.trainLabels = sets.train.labels;
    const { train, validation, test } = sets;
    const count = ({ labels }: ImageSet) => labels.length;
    this.samples = { train: count(train), validation: count(validation), test: count(test) };
    const images = { train: train.images, validation: validation.images, test: test.images };
    this.images = new GreyImages({ images, height: train.height, width: train.width }, augment);
  }

  shardInputs(memory: TrainingMemory, plan: NetworkPlan, size: ShardSize): ShardInputs {
    const lanes = Math.ceil(size.samples / 8) * 8;
    const labelsAt = memory.floats(lanes).at;
    const images = this.images.shard(memory, size.samples);
    return {
      labelsAt,
      idsAt: new Map(),
      lengthsAt: 0,
      fill: (part, ids, draws) => {
        const labels = new Int32Array(memory.arena.memory.buffer, labelsAt, lanes).fill(-1);
        ids.forEach((id, lane) => {
          labels[lane] = this.#sets[part].labels[id]!;
        });
        images.fill(part, ids, draws);
      },
      load: (program, values) => images.load(program, values.get(plan.inputs[0]!.name)!),
    };
  }
}
