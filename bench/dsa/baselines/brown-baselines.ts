import { brownSentences } from '../../../sim/data/text/brown-sentences.ts';
import { mostFrequentTagAccuracy } from '../../../sim/data/text/most-frequent-tag.ts';
import type { Baseline } from './baseline.ts';

/** A tagger without context. */
export function brownBaselines(): Baseline[] {
  const accuracy = mostFrequentTagAccuracy(brownSentences('train'), brownSentences('test'));
  return [{ name: 'most frequent tag of each word', accuracy }];
}
