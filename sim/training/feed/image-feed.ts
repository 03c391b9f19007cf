import type { KernelProgram } from '../../../kernels/training/kernel-program.ts';
import { ImageInputOperator } from '../../../kernels/training/operators/image-input-operator.ts';
import type { FloatArray, TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { TrainingValue } from '../../../kernels/training/training-value.ts';
import { checkImageSet, type ImageSet } from '../../data/image/image-set.ts';
import type { Part } from '../../data/split/part.ts';
import type { RandomStream } from '../../engine/random/random-stream.ts';
import type { ShardSize } from '../model/shard-values.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import type { TrainSpec } from '../spec/train-schema.ts';
import type { ShardInputs, TaskFeed } from './task-feed.ts';

/** int32 of augmentation a sample: flip, shift down, shift right, then the blanked rectangle: top, left, height, width. */
const fields = 7;

/** Grey images; pixels are standardised by mean and deviation of the training images. */
export class ImageFeed implements TaskFeed {
  readonly samples: Readonly<Record<Part, number>>;
  readonly tokens = 0;
  readonly answersPerSample = 1;
  readonly mean: number;
  readonly deviation: number;
  readonly #sets: Readonly<Record<Part, ImageSet>>;
  readonly #augment: TrainSpec['augment'];
  readonly #copies = new WeakMap<TrainingMemory, { at: number; from: Record<Part, number> }>();

  /** @throws DataFormatError when a label is out of range, or images and labels are not as many */
  constructor(sets: Readonly<Record<Part, ImageSet>>, augment: TrainSpec['augment']) {
    for (const part of ['train', 'validation', 'test'] as const) checkImageSet(sets[part], `${part} images`);
    this.#sets = sets;
    this.#augment = augment;
    const count = (part: Part) => sets[part].labels.length;
    this.samples = { train: count('train'), validation: count('validation'), test: count('test') };
    const { images } = sets.train;
    let sum = 0;
    let squares = 0;
    for (const pixel of images) {
      sum += pixel;
      squares += pixel * pixel;
    }
    this.mean = sum / images.length;
    // All pixels alike: nothing to standardise.
    this.deviation = Math.sqrt(Math.max(0, squares / images.length - this.mean ** 2)) || 1;
  }

  shardInputs(memory: TrainingMemory, plan: NetworkPlan, size: ShardSize): ShardInputs {
    const lanes = Math.ceil(size.samples / 8) * 8;
    const arrays = { positions: memory.floats(lanes), labels: memory.floats(lanes) };
    const changes = memory.floats(lanes * fields);
    const { at, from } = this.#copy(memory);
    const { height, width } = this.#sets.train;
    const integers = (array: FloatArray) =>
      new Int32Array(memory.arena.memory.buffer, array.at, array.length);
    return {
      labelsAt: arrays.labels.at,
      idsAt: new Map(),
      lengthsAt: 0,
      fill: (part, ids, draws) => {
        const positions = integers(arrays.positions).fill(0);
        const labels = integers(arrays.labels).fill(-1);
        const change = integers(changes).fill(0);
        ids.forEach((id, lane) => {
          positions[lane] = from[part] + id;
          labels[lane] = this.#sets[part].labels[id]!;
          if (draws) change.set(this.#drawn(draws.stream, draws.from + lane, height, width), lane * fields);
        });
      },
      load: (program: KernelProgram, values: ReadonlyMap<string, TrainingValue>) => {
        const output = values.get(plan.inputs[0]!.name)!;
        const { mean, deviation } = this;
        const operator = new ImageInputOperator({
          ...{ name: 'images', imagesAt: at, indicesAt: arrays.positions.at, changesAt: changes.at },
          ...{ mean, deviation, output },
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
    const { train, validation, test } = this.#sets;
    const bytes = new Uint8Array(train.images.length + validation.images.length + test.images.length);
    bytes.set(train.images);
    bytes.set(validation.images, train.images.length);
    bytes.set(test.images, train.images.length + validation.images.length);
    const { samples } = this;
    const from = { train: 0, validation: samples.train, test: samples.train + samples.validation };
    const copy = { at: memory.arena.putBytes(bytes), from };
    this.#copies.set(memory, copy);
    return copy;
  }

  #drawn(stream: RandomStream, index: number, height: number, width: number): number[] {
    const { flip, shift, eraseShare } = this.#augment;
    const draw = (lane: number, bound: number) => Math.floor(stream.uniform53(index, lane) * bound);
    const erase = stream.uniform53(index, 5) < eraseShare ? this.#augment.erase : 0;
    const [top, left] = [draw(3, height + 1) - (erase >> 1), draw(4, width + 1) - (erase >> 1)];
    const clip = (from: number, size: number) => [
      Math.max(0, from),
      Math.min(size, from + erase) - Math.max(0, from),
    ];
    const [y, rows] = clip(top, height);
    const [x, columns] = clip(left, width);
    return [
      flip ? draw(0, 2) : 0,
      draw(1, 2 * shift + 1) - shift,
      draw(2, 2 * shift + 1) - shift,
      ...(erase ? [y!, x!, Math.max(0, rows!), Math.max(0, columns!)] : [0, 0, 0, 0]),
    ];
  }
}
