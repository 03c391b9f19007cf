import { type ImageSet, pickImages } from '../image/image-set.ts';
import type { Part } from '../split/part.ts';
import { greyBytes } from './grey-bytes.ts';
import type { TaskData, TaskPart } from './task-data.ts';

/** Grey images, float32 in [0, 1]. */
export function openImages(read: (part: Part) => ImageSet, limit: number | null): TaskData {
  const [validation, test] = [read('validation'), read('test')];
  const parts = { validation: imagePart(validation, limit), test: imagePart(test, limit) };
  return { classes: test.classes, parts };
}

function imagePart(whole: ImageSet, limit: number | null): TaskPart {
  const samples = Math.min(limit ?? whole.labels.length, whole.labels.length);
  const first = Uint32Array.from({ length: samples }, (_, i) => i);
  const { images, labels, height, width } = pickImages(whole, first);
  const pixels = height * width;
  return {
    ...{ samples, labels, starts: null, uniform: true },
    feeds: (from, count) => ({
      image: {
        data: greyBytes(images.subarray(from * pixels, (from + count) * pixels)),
        dims: [count, 1, height, width],
      },
    }),
  };
}
