import { type ImageSet, pickImages } from '../../sim/data/image/image-set.ts';
import type { Part } from '../../sim/data/split/part.ts';
import { ImageFeed } from '../../sim/training/feed/image-feed.ts';
import type { TaskData, TaskPart } from './task-data.ts';

/** Grey images as the trainer feeds them: standardised by mean and deviation of the training images, float32. */
export function openImages(read: (part: Part) => ImageSet, limit: number | null): TaskData {
  const sets = { train: read('train'), validation: read('validation'), test: read('test') };
  const { mean, deviation } = new ImageFeed(sets, { flip: false, shift: 0, erase: 0, eraseShare: 0 });
  const part = (whole: ImageSet): TaskPart => {
    const samples = Math.min(limit ?? whole.labels.length, whole.labels.length);
    const { images, labels, height, width } = pickImages(
      whole,
      Uint32Array.from({ length: samples }, (_, i) => i),
    );
    const pixels = height * width;
    return {
      ...{ samples, labels, starts: null },
      feeds: (from, count) => ({
        image: {
          data: Float32Array.from(
            images.subarray(from * pixels, (from + count) * pixels),
            (byte) => (byte - mean) / deviation,
          ),
          dims: [count, 1, height, width],
        },
      }),
    };
  };
  return { classes: sets.test.classes, parts: { validation: part(sets.validation), test: part(sets.test) } };
}
