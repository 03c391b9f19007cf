import { shuttleFolds } from '../../sim/data/sensor/shuttle-fold.ts';
import { openRequests, type TaskRequests } from '../../sim/data/task/open-requests.ts';
import type { RequestTask } from '../../sim/data/task/request-tasks.ts';
import type { TaskData } from '../../sim/data/task/task-data.ts';
import { brownBaselines } from './baselines/brown-baselines.ts';
import { iconBaselines } from './baselines/icon-baselines.ts';
import { imdbBaselines } from './baselines/imdb-baselines.ts';
import type { Task } from './task.ts';

const plain = { folds: null, weights: () => null } as const;
const none = () => [];

/** Says which classes count in any fold. */
let wholeShuttle: TaskRequests | undefined;

async function open(task: RequestTask, limit: number | null, fold = 0): Promise<TaskData> {
  const { classes, part } = openRequests(task, fold);
  return { classes, parts: { validation: part('validation', limit), test: part('test', limit) } };
}

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
    open: (limit) => open('fashion-mnist', limit),
  },
  {
    ...plain,
    id: 'brown',
    title: 'Brown corpus, tagging',
    folder: 'brown',
    tolerancePoints: 0.5,
    owed: { accuracy: 96.5, timeLessWeb: 70, timeLessNode: 40, memoryLess: 60, operationsLess: null },
    baselines: brownBaselines,
    open: (limit) => open('brown', limit),
  },
  {
    ...plain,
    id: 'imdb',
    title: 'IMDB, sentiment',
    folder: 'imdb',
    tolerancePoints: 0.5,
    owed: { accuracy: 89.5, timeLessWeb: 65, timeLessNode: 35, memoryLess: 70, operationsLess: null },
    baselines: imdbBaselines,
    open: (limit) => open('imdb', limit),
  },
  {
    ...plain,
    id: 'icons',
    title: 'Icons, matching drawing and name',
    folder: 'icons',
    tolerancePoints: 1,
    owed: { accuracy: 80, timeLessWeb: 70, timeLessNode: 35, memoryLess: 50, operationsLess: null },
    baselines: iconBaselines,
    open: (limit) => open('icons', limit),
  },
  {
    id: 'shuttle',
    title: 'Statlog Shuttle, macro recall over classes with 50 rows or more',
    folder: 'shuttle',
    tolerancePoints: 0.5,
    owed: { accuracy: 95, timeLessWeb: null, timeLessNode: null, memoryLess: 70, operationsLess: 80 },
    folds: shuttleFolds,
    baselines: none,
    weights: (labels) => {
      wholeShuttle ??= openRequests('shuttle');
      return wholeShuttle.weights(labels);
    },
    open: (limit, seed) => open('shuttle', limit, (seed - 1) % shuttleFolds),
  },
];
