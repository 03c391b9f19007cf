import { readSource, sourcePath } from '../source/read-source.ts';
import type { Part } from '../split/part.ts';
import { stratifiedDraw } from '../split/stratified-draw.ts';
import { checkImageSet, type ImageSet, pickImages } from './image-set.ts';
import { parseIdx } from './parse-idx.ts';

const source = { set: 'fashion-mnist', from: 'Debian package dataset-fashion-mnist' };

/** Names of the ten classes, in the order of the labels (Xiao, Rasul and Vollgraf 2017, table 2). */
export const fashionClasses: readonly string[] = [
  'T-shirt/top',
  'trouser',
  'pullover',
  'dress',
  'coat',
  'sandal',
  'shirt',
  'sneaker',
  'bag',
  'ankle boot',
];

/**
 * Fashion-MNIST: 28 x 28 grey images of clothes, 10 balanced classes.
 * @param part `train` 50,000 and `validation` 10,000 images of the official training set, 1,000 of each class drawn for
 * validation with the seed of the data; `test` is the official test set of 10,000
 * @throws DataMissingError, DataFormatError
 */
export function fashionMnist(part: Part): ImageSet {
  const official = readOfficial(part === 'test' ? 't10k' : 'train');
  if (part === 'test') return official;
  const { drawn, rest } = stratifiedDraw(official.labels, 10_000, 'fashion-mnist-validation');
  return pickImages(official, part === 'validation' ? drawn : rest);
}

function readOfficial(file: 'train' | 't10k'): ImageSet {
  const open = (kind: string, rank: number) => {
    const name = `${file}-${kind}-ubyte.gz`;
    return parseIdx(readSource(source, name), sourcePath(source, name), rank);
  };
  const images = open('images-idx3', 3);
  const labels = open('labels-idx1', 1);
  const [, height, width] = images.shape as [number, number, number];
  const set = { images: images.data, labels: labels.data, height, width, classes: fashionClasses.length };
  return checkImageSet(set, sourcePath(source, `${file}-labels-idx1-ubyte.gz`));
}
