import { type ImageSet, pickImages } from '../image/image-set.ts';
import { greyBytes } from './grey-bytes.ts';
import type { TaskPart } from './task-part.ts';

/** Grey images, float32 in [0, 1]; the first `limit`, or all. */
export function imagePart(whole: ImageSet, limit: number | null): TaskPart {
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
