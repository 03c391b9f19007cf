import { DataFormatError } from '../source/data-format-error.ts';

/** Grey images with one class each. */
export interface ImageSet {
  /** [count][height][width], u8, row major. */
  readonly images: Uint8Array;
  /** [count], each below `classes`. */
  readonly labels: Uint8Array;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
}

/**
 * Checks that images and labels belong together.
 * @param place named in errors
 * @throws DataFormatError when the counts differ, or a label is out of range
 */
export function checkImageSet(set: ImageSet, place: string): ImageSet {
  const { images, labels, height, width, classes } = set;
  if (images.length !== labels.length * height * width) {
    throw new DataFormatError(
      place,
      `${images.length / (height * width)} images of ${height} x ${width} and ${labels.length} labels; one label an image is needed`,
    );
  }
  const at = labels.findIndex((label) => label >= classes);
  if (at >= 0)
    throw new DataFormatError(place, `label ${at} is ${labels[at]}; 0 to ${classes - 1} are allowed`);
  return set;
}

/** The images at the given positions, in that order. */
export function pickImages(set: ImageSet, positions: ArrayLike<number>): ImageSet {
  const pixels = set.height * set.width;
  const images = new Uint8Array(positions.length * pixels);
  const labels = new Uint8Array(positions.length);
  for (let i = 0; i < positions.length; i++) {
    const at = positions[i]!;
    if (!(at < set.labels.length)) throw new RangeError(`image ${at} of 0 to ${set.labels.length - 1}`);
    images.set(set.images.subarray(at * pixels, (at + 1) * pixels), i * pixels);
    labels[i] = set.labels[at]!;
  }
  return { ...set, images, labels };
}
