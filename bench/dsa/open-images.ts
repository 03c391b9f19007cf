import { type ImageSet, pickImages } from '../../sim/data/image/image-set.ts';
import type { Part } from '../../sim/data/split/part.ts';
import { type GreyScale, greyScale, standardised } from './grey-scale.ts';
import type { TaskData, TaskPart } from './task-data.ts';

/** Grey images as the trainer feeds them: standardised by mean and deviation of the training images, float32. */
export function openImages(read: (part: Part) => ImageSet, limit: number | null): TaskData {
  const scale = greyScale(read('train').images);
  const [validation, test] = [read('validation'), read('test')];
  const parts = { validation: imagePart(validation, scale, limit), test: imagePart(test, scale, limit) };
  return { classes: test.classes, parts };
}

function imagePart(whole: ImageSet, scale: GreyScale, limit: number | null): TaskPart {
  const samples = Math.min(limit ?? whole.labels.length, whole.labels.length);
  const first = Uint32Array.from({ length: samples }, (_, i) => i);
  const { images, labels, height, width } = pickImages(whole, first);
  const pixels = height * width;
  return {
    ...{ samples, labels, starts: null, uniform: true },
    feeds: (from, count) => ({
      image: {
        data: standardised(images.subarray(from * pixels, (from + count) * pixels), scale),
        dims: [count, 1, height, width],
      },
    }),
  };
}
