/** A buffer and the steps of the network during which it must keep its contents. */
export interface ArenaBuffer {
  readonly name: string;
  readonly bytes: number;
  readonly firstStep: number;
  readonly lastStep: number;
}

/** Where buffers lie in one piece of memory. */
export interface ArenaPlan {
  /** Size of the piece of memory. */
  readonly bytes: number;
  /** In the order given. */
  readonly offsets: readonly number[];
}

/** Alignment of buffers, as deployment tools for microcontrollers have it. */
const alignment = 16;

/**
 * Places buffers so that those that are alive at the same time do not overlap, the largest first, each at the lowest
 * offset where it fits: the greedy planner of TensorFlow Lite for Microcontrollers (Pisarchyk and Lee, "Efficient memory
 * management for deep neural net inference", arXiv 2001.03288, greedy by size).
 */
export function planArena(buffers: readonly ArenaBuffer[]): ArenaPlan {
  const order = buffers.map((_, i) => i).sort((a, b) => buffers[b]!.bytes - buffers[a]!.bytes || a - b);
  const offsets = new Array<number>(buffers.length).fill(0);
  const placed: number[] = [];
  let bytes = 0;
  for (const i of order) {
    const { bytes: size, firstStep, lastStep } = buffers[i]!;
    const neighbours = placed
      .filter((j) => buffers[j]!.firstStep <= lastStep && firstStep <= buffers[j]!.lastStep)
      .sort((a, b) => offsets[a]! - offsets[b]!);
    let offset = 0;
    for (const j of neighbours) {
      if (offset + size <= offsets[j]!) break;
      const end = offsets[j]! + buffers[j]!.bytes;
      offset = Math.max(offset, Math.ceil(end / alignment) * alignment);
    }
    offsets[i] = offset;
    placed.push(i);
    bytes = Math.max(bytes, offset + size);
  }
  return { bytes, offsets };
}
