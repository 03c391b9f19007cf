import { FormatError } from '../format-error.ts';
import { checkLength } from './check-length.ts';

/** Entries by owner: owner o has the entries pointers[o] … pointers[o + 1] - 1, their indices rising. */
export interface Compressed {
  /** [owners + 1] */
  readonly pointers: Uint32Array;
  /** [entries] */
  readonly indices: Uint32Array;
}

/** What owners, indices and entries are called in errors: "row", "column", "entry". */
export interface CompressedWords {
  readonly owner: string;
  readonly index: string;
  readonly entry: string;
}

/**
 * Checks that pointers run from 0 to the number of entries without falling, and that the indices of each owner rise
 * and lie below `limit`.
 * @throws FormatError
 */
export function checkCompressed(
  { pointers, indices }: Compressed,
  owners: number,
  limit: number,
  words: CompressedWords,
  name: string,
): void {
  checkLength(pointers, owners + 1, `${words.owner} pointers`, name);
  if (pointers[0] !== 0 || pointers[owners] !== indices.length) {
    throw new FormatError(
      'range',
      `${name}: ${words.owner} pointers run from ${pointers[0]} to ${pointers[owners]}; they must run from 0 to ${indices.length}`,
    );
  }
  for (let o = 0; o < owners; o++) {
    const first = pointers[o]!;
    const end = pointers[o + 1]!;
    if (end < first || end > indices.length) {
      throw new FormatError(
        'order',
        `${name}: ${words.owner} pointer ${o + 1} is ${end}, after ${first}; pointers must not fall, nor pass ${indices.length}`,
      );
    }
    for (let e = first; e < end; e++) {
      const index = indices[e]!;
      if (index < limit && (e === first || index > indices[e - 1]!)) continue;
      const where = `${name}: ${words.entry} ${e} of ${words.owner} ${o} is in ${words.index} ${index}`;
      throw index >= limit
        ? new FormatError('range', `${where}; the last is ${limit - 1}`)
        : new FormatError('order', `${where}, after ${indices[e - 1]}; they must rise, each standing once`);
    }
  }
}
