import { fashionMnist } from '../../sim/data/image/fashion-mnist.ts';
import { openImages } from './open-images.ts';
import type { Task } from './task.ts';

/** What the benchmark measures; a task without networks in its folder is left out, with the reason. */
export const tasks: readonly Task[] = [
  {
    id: 'fashion-mnist',
    title: 'Fashion-MNIST, residual network',
    folder: 'fashion',
    tolerancePoints: 0.5,
    owed: { accuracy: 92.5, timeLessWeb: 75, timeLessNode: 40, memoryLess: 60, operationsLess: null },
    folds: false,
    weights: () => null,
    open: async (limit) => openImages(fashionMnist, limit),
  },
];
