/** Words that have a row as neighbours: the most frequent ones, ids 1 to this. */
export const neighbourRows = 4096;

/** Ids of the words before and behind each word; 0 where there is none, or one without a row. */
export interface NeighbourWords {
  readonly previous: Int32Array;
  readonly next: Int32Array;
}

/** @param words ids from 1; sequence s is those from `starts[s]` up to `ends[s]` (exclusive), all else 0 */
export function neighbourWords(
  words: ArrayLike<number>,
  starts: ArrayLike<number>,
  ends: ArrayLike<number>,
): NeighbourWords {
  const previous = new Int32Array(words.length);
  const next = new Int32Array(words.length);
  const known = (id: number) => (id <= neighbourRows ? id : 0);
  for (let s = 0; s < starts.length; s++)
    for (let t = starts[s]!; t + 1 < ends[s]!; t++) {
      previous[t + 1] = known(words[t]!);
      next[t] = known(words[t + 1]!);
    }
  return { previous, next };
}
