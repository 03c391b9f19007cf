import { fashionMnist } from '../../sim/data/image/fashion-mnist.ts';
import { shuttle } from '../../sim/data/sensor/shuttle.ts';
import { openBrown } from '../../sim/data/task/open-brown.ts';
import { openIcons } from '../../sim/data/task/open-icons.ts';
import { openImages } from '../../sim/data/task/open-images.ts';
import { openImdb } from '../../sim/data/task/open-imdb.ts';
import { openShuttle } from '../../sim/data/task/open-shuttle.ts';
import { brownBaselines } from './baselines/brown-baselines.ts';
import { iconBaselines } from './baselines/icon-baselines.ts';
import { imdbBaselines } from './baselines/imdb-baselines.ts';
import { countedClasses, macroWeights } from './macro-weights.ts';
import type { Task } from './task.ts';

const plain = { folds: false, weights: () => null } as const;
const none = () => [];

/** Rows that a class of Shuttle needs to count, of all rows of the set. */
const countedRows = 50;
let shuttleClasses: ReadonlySet<number> | undefined;

/** What the benchmark measures; a task without networks in its folder is left out, with the reason. */
export const tasks: readonly Task[] = [
  {
    ...plain,
    id: 'fashion-mnist',
    title: 'Fashion-MNIST, residual network',
    folder: 'fashion',
    tolerancePoints: 0.5,
    owed: { accuracy: 92.5, timeLessWeb: 75, timeLessNode: 40, memoryLess: 60, operationsLess: null },
    baselines: none,
    open: async (limit) => openImages(fashionMnist, limit),
  },
  {
    ...plain,
    id: 'brown',
    title: 'Brown corpus, tagging',
    folder: 'brown',
    tolerancePoints: 0.5,
    owed: { accuracy: 96.5, timeLessWeb: 70, timeLessNode: 40, memoryLess: 60, operationsLess: null },
    baselines: brownBaselines,
    open: async (limit) => openBrown(limit),
  },
  {
    ...plain,
    id: 'imdb',
    title: 'IMDB, sentiment',
    folder: 'imdb',
    tolerancePoints: 0.5,
    owed: { accuracy: 89.5, timeLessWeb: 65, timeLessNode: 35, memoryLess: 70, operationsLess: null },
    baselines: imdbBaselines,
    open: async (limit) => openImdb(limit),
  },
  {
    ...plain,
    id: 'icons',
    title: 'Icons, matching drawing and name',
    folder: 'icons',
    tolerancePoints: 1,
    owed: { accuracy: 80, timeLessWeb: 70, timeLessNode: 35, memoryLess: 50, operationsLess: null },
    baselines: iconBaselines,
    open: async (limit) => openIcons(limit),
  },
  {
    id: 'shuttle',
    title: 'Statlog Shuttle, macro recall over classes with 50 rows or more',
    folder: 'shuttle',
    tolerancePoints: 0.5,
    owed: { accuracy: 95, timeLessWeb: null, timeLessNode: null, memoryLess: 70, operationsLess: 80 },
    folds: true,
    baselines: none,
    weights: (labels) => {
      shuttleClasses ??= countedClasses(shuttle().labels, countedRows);
      return macroWeights(labels, shuttleClasses);
    },
    open: async (limit, seed) => openShuttle(limit, seed),
  },
];
