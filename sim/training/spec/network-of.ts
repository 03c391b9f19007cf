import type { TrainSpec } from './train-schema.ts';

/** The kind of network that reads the data of a task. */
export const networkOf: Readonly<Record<TrainSpec['task'], TrainSpec['network']['kind']>> = {
  'fashion-mnist': 'residual',
  mnist: 'residual',
  shuttle: 'perceptron',
  brown: 'encoder',
  imdb: 'encoder',
  'imdb-replaced': 'encoder',
  icons: 'matcher',
};
