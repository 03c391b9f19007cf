import { type Icons, icons } from '../icons/icons.ts';
import { greyBytes } from './grey-bytes.ts';
import type { TaskData, TaskPart } from './task-data.ts';
import { tokenPart } from './token-part.ts';

/** The matching task: a request is a drawing and a name. */
export function openIcons(limit: number | null): TaskData {
  const set = icons();
  const part = (name: 'validation' | 'test') => pairPart(set, name, limit);
  return { classes: 2, parts: { validation: part('validation'), test: part('test') } };
}

function pairPart(set: Icons, name: 'validation' | 'test', limit: number | null): TaskPart {
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
