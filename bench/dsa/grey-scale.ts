/** Mean and standard deviation of bytes. */
export interface GreyScale {
  readonly mean: number;
  readonly deviation: number;
}

/** Of all pixels, as the trainer standardises its images. */
export function greyScale(images: Uint8Array): GreyScale {
  let [sum, squares] = [0, 0];
  for (const pixel of images) {
    sum += pixel;
    squares += pixel * pixel;
  }
  const mean = sum / images.length;
  return { mean, deviation: Math.sqrt(squares / images.length - mean ** 2) };
}

export const standardised = (bytes: Uint8Array, { mean, deviation }: GreyScale): Float32Array =>
  Float32Array.from(bytes, (byte) => (byte - mean) / deviation);
