import { blockHeight } from './block-ladder.ts';

/** 4x1 blocks by owner (block row or column) with the index of each on the other side; `values` is [blocks][4]. */
export interface OwnedBlocks {
  /** [owners + 1] */
  readonly pointers: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

/**
 * The same blocks by index instead of by owner, owners rising: rows to columns or back. Several parts (segments of a
 * ladder) over the same owners become one.
 * @param indexCount how many indices there are: the owners of the result
 */
export function transposeBlocks(parts: readonly OwnedBlocks[], indexCount: number): OwnedBlocks {
  const pointers = new Uint32Array(indexCount + 1);
  let blocks = 0;
  for (const part of parts) {
    blocks += part.indices.length;
    for (const index of part.indices) pointers[index + 1]!++;
  }
  for (let i = 1; i <= indexCount; i++) pointers[i]! += pointers[i - 1]!;
  const next = pointers.slice();
  const indices = new Uint32Array(blocks);
  const values = new Float32Array(blocks * blockHeight);
  const owners = (parts[0]?.pointers.length ?? 1) - 1;
  for (let o = 0; o < owners; o++) {
    for (const part of parts) {
      for (let b = part.pointers[o]!; b < part.pointers[o + 1]!; b++) {
        const to = next[part.indices[b]!]!++;
        indices[to] = o;
        for (let i = 0; i < blockHeight; i++)
          values[to * blockHeight + i] = part.values[b * blockHeight + i]!;
      }
    }
  }
  return { pointers, indices, values };
}
