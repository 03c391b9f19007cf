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
import { networkOf } from '../spec/network-of.ts';
import type { TrainSpec } from '../spec/train-schema.ts';

/** A task with its data, and the network that a description asks for on it. */
export interface OpenTask {
  readonly plan: NetworkPlan;
  readonly feed: TaskFeed;
  /** Another network on the same data. @throws Error when it cannot read them */
  planOf(network: TrainSpec['network']): NetworkPlan;
}

/** @throws DataMissingError when the data are not there; Error when task and network do not belong together */
export function openTask(spec: TrainSpec): OpenTask {
  const needed = networkOf[spec.task];
  if (spec.network.kind !== needed) throw unfit(spec, spec.network, needed);
  const { feed, planOf } = openData(spec);
  return { feed, planOf, plan: planOf(scaleWidths(spec.network, spec.width)) };
}

type Network = TrainSpec['network'];

function openData(spec: TrainSpec): Pick<OpenTask, 'feed' | 'planOf'> {
  const of =
    <K extends Network['kind']>(kind: K, plan: (network: Extract<Network, { kind: K }>) => NetworkPlan) =>
    (network: Network) => {
      if (network.kind !== kind) throw unfit(spec, network, kind);
      return plan(network as Extract<Network, { kind: K }>);
    };
  switch (spec.task) {
    case 'fashion-mnist':
    case 'mnist': {
      const sets: Readonly<Record<Part, ImageSet>> = byPart(spec.task === 'mnist' ? mnist : fashionMnist);
      const { height, width, classes } = sets.train;
      const feed = new ImageFeed(sets, spec.augment);
      return { feed, planOf: of('residual', (network) => residualPlan(network, { height, width }, classes)) };
    }
    case 'shuttle': {
      const sets = shuttleFeatures(spec.fold);
      const { channels, classes } = sets.train;
      const feed = new FeatureFeed(sets);
      return { feed, planOf: of('perceptron', (network) => perceptronPlan(network, channels, classes)) };
    }
    case 'brown': {
      const corpus = brown();
      const feed = new TokenFeed(
        byPart((part) => taggedPart(corpus[part])),
        taggingWindow,
        'token',
        spec.augment,
      );
      // Row 0 of every table is padding, which has no row of its own while training.
      const tables = taggerInputs.map((name) => ({ name, rows: corpus.tokeniser.rows[name] - 1 }));
      return {
        feed,
        planOf: of('encoder', (network) =>
          encoderPlan(network, tables, taggingWindow, coarseTags.length, 'token'),
        ),
      };
    }
    case 'imdb':
    case 'imdb-replaced': {
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
      const answer = asksWords ? 'token' : 'sequence';
      return {
        feed,
        planOf: of('encoder', (network) => encoderPlan(network, tables, reviewLength, 2, answer)),
      };
    }
    case 'icons': {
      const set = icons();
      const feed = new IconFeed(set, spec.augment);
      const image = { height: set.side, width: set.side };
      const words = { rows: set.tokeniser.rows - 1, tokens: feed.tokens };
      return { feed, planOf: of('matcher', (network) => matcherPlan(network, image, words)) };
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

const unfit = ({ task, name }: TrainSpec, network: Network, needed: Network['kind']) =>
  new Error(`task ${task} needs a network of kind ${needed}; ${name} has ${network.kind}`);
