import type { KernelProgram } from '../../../kernels/training/kernel-program.ts';
import { ImageInputOperator } from '../../../kernels/training/operators/image-input-operator.ts';
import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { TrainingValue } from '../../../kernels/training/training-value.ts';
import type { Part } from '../../data/split/part.ts';
import type { RandomStream } from '../../engine/random/random-stream.ts';
import type { TrainSpec } from '../spec/train-schema.ts';
import { changeFields, imageChanges } from './image-changes.ts';

/** Bytes of images by part, [count][height][width]. */
export interface GreyImageSets {
  readonly images: Readonly<Record<Part, Uint8Array>>;
  readonly height: number;
  readonly width: number;
}

/** Draws of a step: a stream, and the index of its first sample. */
export interface SampleDraws {
  readonly stream: RandomStream;
  readonly from: number;
}

/** Images of one shard. */
export interface ShardImages {
  /** Writes which images the lanes hold; lanes beyond are image 0. */
  fill(part: Part, images: Uint32Array, draws: SampleDraws | undefined): void;
  load(program: KernelProgram, value: TrainingValue): void;
}

/** Grey images in the shared memory, standardised by mean and deviation of all training pixels. */
export class GreyImages {
  readonly mean: number;
  readonly deviation: number;
  readonly #sets: GreyImageSets;
  readonly #augment: TrainSpec['augment'];
  readonly #copies = new WeakMap<TrainingMemory, { at: number; from: Record<Part, number> }>();

  constructor(sets: GreyImageSets, augment: TrainSpec['augment']) {
    this.#sets = sets;
    this.#augment = augment;
    const { train } = sets.images;
    let [sum, squares] = [0, 0];
    for (const pixel of train) {
      sum += pixel;
      squares += pixel * pixel;
    }
    this.mean = sum / train.length;
    // All pixels alike: nothing to standardise.
    this.deviation = Math.sqrt(Math.max(0, squares / train.length - this.mean ** 2)) || 1;
  }

  shard(memory: TrainingMemory, samples: number): ShardImages {
    const lanes = Math.ceil(samples / 8) * 8;
    const indicesAt = memory.floats(lanes).at;
    const changesAt = memory.floats(lanes * changeFields).at;
    const { at: imagesAt, from } = this.#copy(memory);
    const { height, width } = this.#sets;
    const integers = (at: number, length: number) =>
      new Int32Array(memory.arena.memory.buffer, at, length).fill(0);
    return {
      fill: (part, images, draws) => {
        const indices = integers(indicesAt, lanes);
        const changes = integers(changesAt, lanes * changeFields);
        images.forEach((image, lane) => {
          indices[lane] = from[part] + image;
          if (!draws) return;
          const drawn = imageChanges(this.#augment, draws.stream, draws.from + lane, height, width);
          changes.set(drawn, lane * changeFields);
        });
      },
      load: (program, output) => {
        const { mean, deviation } = this;
        const operator = new ImageInputOperator({
          ...{ name: 'images', imagesAt, indicesAt, changesAt, mean, deviation, output },
        });
        // Where nothing is drawn the changes are 0, so one program serves training and evaluation.
        operator.forward(program, { level: 0, mode: 'train' });
      },
    };
  }

  /** The images of all parts, one behind another, copied once into a memory. */
  #copy(memory: TrainingMemory) {
    const known = this.#copies.get(memory);
    if (known) return known;
    const { images, height, width } = this.#sets;
    const { train, validation, test } = images;
    const bytes = new Uint8Array(train.length + validation.length + test.length);
    bytes.set(train);
    bytes.set(validation, train.length);
    bytes.set(test, train.length + validation.length);
    const pixels = height * width;
    const from = {
      train: 0,
      validation: train.length / pixels,
      test: (train.length + validation.length) / pixels,
    };
    const copy = { at: memory.arena.putBytes(bytes), from };
    this.#copies.set(memory, copy);
    return copy;
  }
}
