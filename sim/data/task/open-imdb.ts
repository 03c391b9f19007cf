import { imdb, type ReviewSet, reviewLength } from '../text/imdb.ts';
import type { TaskData } from './task-data.ts';
import { tokenPart } from './token-part.ts';

/** The sentiment task: a request is a review of up to 256 words. */
export function openImdb(limit: number | null): TaskData {
  const reviews = imdb();
  const part = ({ words, lengths, labels }: ReviewSet) => {
    const starts = Uint32Array.from(lengths, (_, i) => i * reviewLength);
    const ends = starts.map((start, i) => start + lengths[i]!);
    return tokenPart({ ids: { words }, starts, ends, labels, perToken: false }, limit);
  };
  return { classes: 2, parts: { validation: part(reviews.validation), test: part(reviews.test) } };
}
