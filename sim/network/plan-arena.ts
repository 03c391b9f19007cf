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
  /** In the order of the buffers. */
  readonly offsets: readonly number[];
}

/** Alignment of buffers, as deployment tools for microcontrollers have it. */
const alignment = 16;

const mostRounds = 32;

/** Places buffers in an order, each at the lowest offset that those alive with it leave. */
function place(buffers: readonly ArenaBuffer[], order: readonly number[]): ArenaPlan {
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

/**
 * Places buffers so that those that are alive at the same time do not overlap: the largest first, as the planner of
 * TensorFlow Lite for Microcontrollers does (Pisarchyk and Lee, "Efficient memory management for deep neural net
 * inference", arXiv 2001.03288, greedy by size); then again with the buffer at the far end placed first, while that helps
 * or rounds are left.
 */
export function planArena(buffers: readonly ArenaBuffer[]): ArenaPlan {
  let order = buffers.map((_, i) => i).sort((a, b) => buffers[b]!.bytes - buffers[a]!.bytes || a - b);
  let plan = place(buffers, order);
  let best = plan;
  for (let round = 0; round < mostRounds; round++) {
    const { bytes, offsets } = plan;
    const last = order.findLast((i) => offsets[i]! + buffers[i]!.bytes === bytes);
    if (last === undefined || last === order[0]) break;
    order = [last, ...order.filter((i) => i !== last)];
    plan = place(buffers, order);
    if (plan.bytes < best.bytes) best = plan;
  }
  return best;
}
