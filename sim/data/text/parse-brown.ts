import { DataFormatError } from '../source/data-format-error.ts';
import { coarseTag } from './coarse-tag.ts';

/** Words as they are printed, with the class of each. */
export interface TaggedSentence {
  readonly words: readonly string[];
  readonly tags: readonly number[];
}

/**
 * Sentences of one file of the Brown corpus: a sentence a line, `word/tag` separated by spaces. A word may hold a slash,
 * a tag does not.
 * @param place named in errors
 * @throws DataFormatError with the line of a token that has no tag, or one that is not known
 */
export function parseBrown(text: string, place: string): TaggedSentence[] {
  return text.split('\n').flatMap((line, index) => {
    const tokens = line.split(/\s+/).filter((token) => token !== '');
    if (tokens.length === 0) return [];
    const words: string[] = [];
    const tags: number[] = [];
    for (const token of tokens) {
      const slash = token.lastIndexOf('/');
      const tag = slash > 0 ? coarseTag(token.slice(slash + 1)) : null;
      if (tag === null)
        throw new DataFormatError(
          place,
          `line ${index + 1}: "${token}"; a word, a slash and a tag of the Brown corpus are needed`,
        );
      words.push(token.slice(0, slash));
      tags.push(tag);
    }
    return [{ words, tags }];
  });
}
