import { describe, expect, it } from 'vitest';
import { fashionMnist } from '../../../sim/data/image/fashion-mnist.ts';
import { checkImageSet, pickImages } from '../../../sim/data/image/image-set.ts';
import { mnist } from '../../../sim/data/image/mnist.ts';
import { sha256Of } from '../sha256.ts';
import { whenFetched } from '../when-fetched.ts';

const set = {
  images: Uint8Array.from({ length: 12 }, (_, i) => i),
  labels: Uint8Array.of(0, 1, 2),
  height: 2,
  width: 2,
  classes: 3,
};

describe('an image set', () => {
  it('is refused with the place of a label out of range', () => {
    expect(() => checkImageSet({ ...set, classes: 2 }, 'here')).toThrow(
      'here: label 2 is 2; 0 to 1 are allowed',
    );
    expect(() => checkImageSet({ ...set, labels: Uint8Array.of(0, 1) }, 'here')).toThrow(
      '3 images of 2 x 2 and 2 labels',
    );
  });

  it('gives the images at any positions with their labels', () => {
    const picked = pickImages(set, [2, 0, 2]);
    expect(Array.from(picked.images)).toEqual([8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11]);
    expect(Array.from(picked.labels)).toEqual([2, 0, 2]);
    expect(() => pickImages(set, [3])).toThrow('image 3 of 0 to 2');
  });
});

const count = (labels: Uint8Array) => {
  const counts = new Array<number>(10).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
};
/** Images as a set of strings: the parts must not share any. */
const keys = ({ images, labels }: { images: Uint8Array; labels: Uint8Array }) =>
  Array.from(labels, (_, i) => Buffer.from(images.subarray(i * 784, (i + 1) * 784)).toString('latin1'));

describe('mnist', () => {
  it('has 50,000 images to train, 10,000 to validate, 10,000 to test', () => {
    const [train, validation, test] = [mnist('train'), mnist('validation'), mnist('test')];
    expect([train, validation, test].map((part) => part.labels.length)).toEqual([50_000, 10_000, 10_000]);
    // Class counts of the official files.
    const both = count(train.labels).map((n, label) => n + count(validation.labels)[label]!);
    expect(both).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(count(test.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    const trained = new Set(keys(train));
    expect(keys(validation).filter((key) => trained.has(key))).toEqual([]);
  });
});

whenFetched('fashion-mnist', 'Fashion-MNIST', () => {
  const [train, validation, test] = (['train', 'validation', 'test'] as const).map(fashionMnist);

  it('is balanced in every part', () => {
    expect(count(train!.labels)).toEqual(new Array(10).fill(5000));
    expect(count(validation!.labels)).toEqual(new Array(10).fill(1000));
    expect(count(test!.labels)).toEqual(new Array(10).fill(1000));
  });

  it('is always split the same way', () => {
    expect(sha256Of(validation!.labels)).toBe('10a68d1861ccb1de');
    expect(sha256Of(validation!.images)).toBe('2836b6726a76fe8c');
  });
});
