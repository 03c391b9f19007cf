import type { TrainSpec } from '../spec/train-schema.ts';

export type RequestTask = TrainSpec['task'];

/** Tasks whose networks can be asked; apart from what opens them, which loads data sets. */
export const requestTasks: readonly RequestTask[] = [
  'fashion-mnist',
  'mnist',
  'shuttle',
  'brown',
  'imdb',
  'icons',
];
