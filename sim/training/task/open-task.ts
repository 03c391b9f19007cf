import { icons } from '../../data/icons/icons.ts';
import { fashionMnist } from '../../data/image/fashion-mnist.ts';
import type { ImageSet } from '../../data/image/image-set.ts';
import { mnist } from '../../data/image/mnist.ts';
import { shuttleFeatures } from '../../data/sensor/shuttle-features.ts';
import type { Part } from '../../data/split/part.ts';
import { brown, type TaggedText } from '../../data/text/brown.ts';
import { coarseTags } from '../../data/text/coarse-tag.ts';
import { imdb, type ReviewSet, reviewLength } from '../../data/text/imdb.ts';
import { neighbourRows } from '../../data/text/neighbour-words.ts';
import { taggingWindow } from '../../data/text/tagging-window.ts';
import { tokenWindows } from '../../data/text/token-windows.ts';
import { FeatureFeed } from '../feed/feature-feed.ts';
import { IconFeed } from '../feed/icon-feed.ts';
import { ImageFeed } from '../feed/image-feed.ts';
import { ReplacedWordsFeed } from '../feed/replaced-words-feed.ts';
import type { TaskFeed } from '../feed/task-feed.ts';
import { TokenFeed, type TokenPart } from '../feed/token-feed.ts';
import { encoderPlan } from '../plan/encoder-plan.ts';
import { matcherPlan } from '../plan/matcher-plan.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import { perceptronPlan } from '../plan/perceptron-plan.ts';
import { residualPlan } from '../plan/residual-plan.ts';
import { scaleWidths } from '../plan/scale-widths.ts';
import type { TrainSpec } from '../spec/train-schema.ts';

/** A task with its data, and the network that a description asks for on it. */
export interface OpenTask {
  readonly plan: NetworkPlan;
  readonly feed: TaskFeed;
}

/** @throws DataMissingError when the data are not there; Error when task and network do not belong together */
export function openTask(spec: TrainSpec): OpenTask {
  const network = scaleWidths(spec.network, spec.width);
  switch (spec.task) {
    case 'fashion-mnist':
    case 'mnist': {
      if (network.kind !== 'residual') throw unfit(spec, 'residual');
      const sets: Readonly<Record<Part, ImageSet>> = byPart(spec.task === 'mnist' ? mnist : fashionMnist);
      const { height, width, classes } = sets.train;
      const feed = new ImageFeed(sets, spec.augment);
      return { plan: residualPlan(network, { height, width }, classes), feed };
    }
    case 'shuttle': {
      if (network.kind !== 'perceptron') throw unfit(spec, 'perceptron');
      const sets = shuttleFeatures(spec.fold);
      const { channels, classes } = sets.train;
      return { plan: perceptronPlan(network, channels, classes), feed: new FeatureFeed(sets) };
    }
    case 'brown': {
      if (network.kind !== 'encoder') throw unfit(spec, 'encoder');
      const corpus = brown();
      const feed = new TokenFeed(
        byPart((part) => taggedPart(corpus[part])),
        taggingWindow,
        'token',
        spec.augment,
      );
      // Row 0 of every table is padding, which has no row of its own while training.
      const tables = taggerInputs.map((name) => ({ name, rows: corpus.tokeniser.rows[name] - 1 }));
      return { plan: encoderPlan(network, tables, taggingWindow, coarseTags.length, 'token'), feed };
    }
    case 'imdb':
    case 'imdb-replaced': {
      if (network.kind !== 'encoder') throw unfit(spec, 'encoder');
      const reviews = imdb();
      const parts = byPart((part) => reviewPart(reviews[part]));
      const asksWords = spec.task === 'imdb-replaced';
      const feed = asksWords
        ? new ReplacedWordsFeed(parts, reviewLength)
        : new TokenFeed(parts, reviewLength, 'sequence', spec.augment, true);
      const tables = [
        { name: 'words', rows: reviews.tokeniser.rows - 1 },
        ...['previous', 'next'].map((name) => ({ name, rows: neighbourRows })),
      ];
      return {
        plan: encoderPlan(network, tables, reviewLength, 2, asksWords ? 'token' : 'sequence'),
        feed,
      };
    }
    case 'icons': {
      if (network.kind !== 'matcher') throw unfit(spec, 'matcher');
      const set = icons();
      const feed = new IconFeed(set, spec.augment);
      const words = { rows: set.tokeniser.rows - 1, tokens: feed.tokens };
      return { plan: matcherPlan(network, { height: set.side, width: set.side }, words), feed };
    }
  }
}

const taggerInputs = ['words', 'suffixes', 'shapes'] as const;

function taggedPart(text: TaggedText): TokenPart {
  const { words, suffixes, shapes, tags, starts } = text;
  return { ids: { words, suffixes, shapes }, windows: tokenWindows(starts, taggingWindow), labels: tags };
}

function reviewPart({ words, lengths, labels }: ReviewSet): TokenPart {
  const starts = Uint32Array.from(lengths, (_, i) => i * reviewLength);
  return { ids: { words }, windows: { starts, ends: starts.map((start, i) => start + lengths[i]!) }, labels };
}

function byPart<T>(read: (part: Part) => T): Readonly<Record<Part, T>> {
  return { train: read('train'), validation: read('validation'), test: read('test') };
}

const unfit = (spec: TrainSpec, needed: string) =>
  new Error(`task ${spec.task} needs a network of kind ${needed}; ${spec.name} has ${spec.network.kind}`);
