import { brown, type TaggedText } from '../../sim/data/text/brown.ts';
import { coarseTags } from '../../sim/data/text/coarse-tag.ts';
import { tokenWindows } from '../../sim/training/feed/token-windows.ts';
import type { TaskData } from './task-data.ts';
import { tokenPart } from './token-part.ts';

/** Tokens that a tagger sees at once, as the trainer has it: neighbouring sentences that fit. */
const windowTokens = 64;

/** The tagging task: a request is a window of up to 64 words. */
export function openBrown(limit: number | null): TaskData {
  const corpus = brown();
  const part = ({ words, suffixes, shapes, tags, starts }: TaggedText) => {
    const ids = { words, suffixes, shapes };
    return tokenPart({ ids, ...tokenWindows(starts, windowTokens), labels: tags, perToken: true }, limit);
  };
  const parts = { validation: part(corpus.validation), test: part(corpus.test) };
  return { classes: coarseTags.length, parts };
}
