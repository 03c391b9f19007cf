import { type DenseMatrix, packSingleLevel } from '../../kernels/index.ts';

/** A cheap seeded stream in [0, 1) (the finaliser of MurmurHash3 over a counter). */
export function stream(seed: number): () => number {
  let n = 0;
  return () => {
    let h = Math.imul(seed ^ Math.imul(++n, 0x9e3779b1), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
    return ((h ^ (h >>> 13)) >>> 0) / 2 ** 32;
  };
}

/**
 * A matrix of `height` x `width` blocks, of which an exact share is kept at random places; values are scaled so that a
 * product of such matrices keeps the size of its inputs.
 */
export function blockSparse(
  rows: number,
  cols: number,
  sparsity: number,
  [height, width]: readonly [number, number],
  seed: number,
): DenseMatrix {
  const next = stream(seed);
  const across = cols / width;
  const blocks = (rows / height) * across;
  const keep = Math.max(1, Math.round(blocks * (1 - sparsity)));
  const order = Int32Array.from({ length: blocks }, (_, i) => i);
  for (let i = 0; i < keep; i++) {
    const j = i + Math.floor(next() * (blocks - i));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const size = Math.sqrt(3 / (cols * (keep / blocks)));
  const values = new Float32Array(rows * cols);
  for (let i = 0; i < keep; i++) {
    const row = Math.floor(order[i]! / across) * height;
    const col = (order[i]! % across) * width;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) values[(row + y) * cols + col + x] = (2 * next() - 1) * size;
    }
  }
  return { rows, cols, values };
}

/** As `blockSparse`, packed as a ladder of one level. */
export function blockLadder(rows: number, cols: number, sparsity: number, seed: number) {
  return packSingleLevel(blockSparse(rows, cols, sparsity, [4, 1], seed));
}

export function randomValues(length: number, seed: number): Float32Array {
  const next = stream(seed);
  return Float32Array.from({ length }, () => 2 * next() - 1);
}
