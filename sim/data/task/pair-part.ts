import type { Icons } from '../icons/icons.ts';
import type { Part } from '../split/part.ts';
import { greyBytes } from './grey-bytes.ts';
import type { TaskPart } from './task-part.ts';
import { tokenPart } from './token-part.ts';

/** Balanced pairs of a drawing and a name, does the name belong to it? The first `limit`, or all. */
export function pairPart(set: Icons, name: Part, limit: number | null): TaskPart {
  const { drawings, names, labels } = set.pairs(name);
  const { nameWords, wordsPerName, side } = set;
  const starts = Uint32Array.from(names, (of) => of * wordsPerName);
  const ends = starts.map((start) => {
    let end = start;
    while (end < start + wordsPerName && nameWords[end]! > 0) end++;
    return end;
  });
  const words = tokenPart({ ids: { words: nameWords }, starts, ends, labels, perToken: false }, limit);
  const pixels = side * side;
  return {
    ...words,
    feeds: (from, count) => {
      const bytes = new Uint8Array(count * pixels);
      for (let s = 0; s < count; s++) {
        const at = drawings[from + s]! * pixels;
        bytes.set(set[name].images.subarray(at, at + pixels), s * pixels);
      }
      const image = { data: greyBytes(bytes), dims: [count, 1, side, side] };
      return { image, ...words.feeds(from, count) };
    },
  };
}
