import { icons } from '../icons/icons.ts';
import { fashionMnist } from '../image/fashion-mnist.ts';
import { mnist } from '../image/mnist.ts';
import { shuttle } from '../sensor/shuttle.ts';
import { shuttleFeatures } from '../sensor/shuttle-features.ts';
import type { Part } from '../split/part.ts';
import { brown } from '../text/brown.ts';
import { coarseTags } from '../text/coarse-tag.ts';
import { imdb, reviewLength } from '../text/imdb.ts';
import { neighbourWords } from '../text/neighbour-words.ts';
import { taggingWindow } from '../text/tagging-window.ts';
import { tokenWindows } from '../text/token-windows.ts';
import { featurePart } from './feature-part.ts';
import { imagePart } from './image-part.ts';
import { countedClasses, macroWeights } from './macro-weights.ts';
import { pairPart } from './pair-part.ts';
import type { RequestTask } from './request-tasks.ts';
import type { TaskPart } from './task-part.ts';
import { tokenPart } from './token-part.ts';

/** A task as its exported networks are asked it. */
export interface TaskRequests {
  readonly classes: number;
  /** The first `limit` requests of a part, or all. */
  part(name: Part, limit?: number | null): TaskPart;
  /** What each answer counts for, in sum 1; null: all the same. */
  weights(labels: Uint8Array): Float64Array | null;
}

/** Rows that a class of Shuttle needs to count, of all rows of the set. */
const countedRows = 50;

/**
 * Requests of a task: images, a reading, a window of words, a review of up to 400 words, a drawing with a name.
 * @param fold turn of the cross-validation, for Shuttle
 * @throws DataMissingError, DataFormatError, RangeError on a fold that is not there
 */
export function openRequests(task: RequestTask, fold = 0): TaskRequests {
  const weights = () => null;
  switch (task) {
    case 'fashion-mnist':
    case 'mnist': {
      const read = task === 'mnist' ? mnist : fashionMnist;
      return { classes: 10, weights, part: (name, limit = null) => imagePart(read(name), limit) };
    }
    case 'shuttle': {
      const sets = shuttleFeatures(fold);
      const counted = countedClasses(shuttle().labels, countedRows);
      return {
        classes: sets.test.classes,
        weights: (labels) => macroWeights(labels, counted),
        part: (name, limit = null) => featurePart(sets[name], limit),
      };
    }
    case 'brown': {
      const corpus = brown();
      return {
        ...{ classes: coarseTags.length, weights },
        part: (name, limit = null) => {
          const { words, suffixes, shapes, tags: labels, starts } = corpus[name];
          const ids = { words, suffixes, shapes };
          return tokenPart({ ids, ...tokenWindows(starts, taggingWindow), labels, perToken: true }, limit);
        },
      };
    }
    case 'imdb': {
      const reviews = imdb();
      return {
        ...{ classes: 2, weights },
        part: (name, limit = null) => {
          const { words, lengths, labels } = reviews[name];
          const starts = Uint32Array.from(lengths, (_, i) => i * reviewLength);
          const ends = starts.map((start, i) => start + lengths[i]!);
          const ids = { words, ...neighbourWords(words, starts, ends) };
          return tokenPart({ ids, starts, ends, labels, perToken: false }, limit);
        },
      };
    }
    case 'icons': {
      const set = icons();
      return { classes: 2, weights, part: (name, limit = null) => pairPart(set, name, limit) };
    }
  }
}
