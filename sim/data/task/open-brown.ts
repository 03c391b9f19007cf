import { brown, type TaggedText } from '../text/brown.ts';
import { coarseTags } from '../text/coarse-tag.ts';
import { taggingWindow } from '../text/tagging-window.ts';
import { tokenWindows } from '../text/token-windows.ts';
import type { TaskData } from './task-data.ts';
import { tokenPart } from './token-part.ts';

/** The tagging task: a request is a window of words. */
export function openBrown(limit: number | null): TaskData {
  const corpus = brown();
  const part = ({ words, suffixes, shapes, tags, starts }: TaggedText) => {
    const ids = { words, suffixes, shapes };
    return tokenPart({ ids, ...tokenWindows(starts, taggingWindow), labels: tags, perToken: true }, limit);
  };
  const parts = { validation: part(corpus.validation), test: part(corpus.test) };
  return { classes: coarseTags.length, parts };
}
