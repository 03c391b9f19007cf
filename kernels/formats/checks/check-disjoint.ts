import { FormatError } from '../format-error.ts';
import type { Compressed, CompressedWords } from './check-compressed.ts';

/**
 * Checks that no block stands in two parts. The parts have passed `checkCompressed`. Merges them owner by owner: a mask
 * of the whole matrix would take memory by the sides that the data claim, not by the data.
 * @param labels a name of each part for errors
 * @throws FormatError
 */
export function checkDisjoint(
  parts: readonly Compressed[],
  owners: number,
  labels: readonly string[],
  words: CompressedWords,
  name: string,
): void {
  if (parts.length < 2) return;
  const next = parts.map(() => 0);
  for (let o = 0; o < owners; o++) {
    for (;;) {
      let lowest = Infinity;
      let holder = -1;
      for (let p = 0; p < parts.length; p++) {
        const { pointers, indices } = parts[p]!;
        if (next[p]! >= pointers[o + 1]!) continue;
        const index = indices[next[p]!]!;
        if (index === lowest) {
          throw new FormatError(
            'duplicate',
            `${name}: the ${words.entry} of ${words.owner} ${o} and ${words.index} ${index} is in ${labels[holder]} and in ${labels[p]}; they must be disjoint`,
          );
        }
        if (index < lowest) {
          lowest = index;
          holder = p;
        }
      }
      if (holder < 0) break;
      next[holder]!++;
    }
  }
}
