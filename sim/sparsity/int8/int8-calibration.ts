import type { Int8Range } from '../../../kernels/index.ts';

/** The one recipe of this release; its numbers follow from the network and these ranges alone (`quantisePlan`). */
export const int8Recipe = 'int8-ptq-v1';

/** Ranges of a network's activations, found by `calibrateInt8` and kept so that its int8 form is fixed data. */
export interface Int8Calibration {
  readonly version: 1;
  readonly recipe: typeof int8Recipe;
  /** SHA-256 of the model file they belong to. */
  readonly networkHash: string;
  /** How they were found, for readers. */
  readonly rule: string;
  /** Data and number of samples they were found on. */
  readonly data: string;
  readonly samples: number;
  /** The output of every step in execution order: its main node and its range. */
  readonly outputs: readonly ({ readonly node: string } & Int8Range)[];
}
