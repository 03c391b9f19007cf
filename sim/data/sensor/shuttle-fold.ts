import { stratifiedFolds } from '../split/stratified-folds.ts';
import { type SensorSet, shuttle } from './shuttle.ts';

export const shuttleFolds = 5;

/** One turn of the cross-validation: parts of the rows, all standardised by the rows in `train`. */
export interface ShuttleFold {
  readonly train: SensorSet;
  readonly validation: SensorSet;
  readonly test: SensorSet;
  /** [channels]: a standardised value is (raw - mean) / deviation. */
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Rows of each part, in ascending order: fold `fold` is the test, the next one (cyclically) validation, three train. */
export function shuttleRows(
  labels: Uint8Array,
  fold: number,
): Readonly<Record<'train' | 'validation' | 'test', Uint32Array>> {
  if (!(Number.isInteger(fold) && fold >= 0 && fold < shuttleFolds))
    throw new RangeError(`fold ${fold}; 0 to ${shuttleFolds - 1} are allowed`);
  const foldOf = stratifiedFolds(labels, shuttleFolds, 'shuttle-folds');
  const next = (fold + 1) % shuttleFolds;
  const rows = Uint32Array.from(foldOf, (_, row) => row);
  return {
    train: rows.filter((row) => foldOf[row] !== fold && foldOf[row] !== next),
    validation: rows.filter((row) => foldOf[row] === next),
    test: rows.filter((row) => foldOf[row] === fold),
  };
}

/**
 * Fold 0 to 4 of Shuttle: over the five, every row is tested once. Channels are scaled by the training rows alone.
 * @throws DataMissingError, DataFormatError, RangeError on another fold
 */
export function shuttleFold(fold: number): ShuttleFold {
  const set = shuttle();
  const rows = shuttleRows(set.labels, fold);
  const { mean, deviation } = scale(set, rows.train);
  const part = (positions: Uint32Array): SensorSet => {
    const { channels } = set;
    const features = new Float32Array(positions.length * channels);
    for (let i = 0; i < features.length; i++) {
      const channel = i % channels;
      const raw = set.features[positions[(i - channel) / channels]! * channels + channel]!;
      features[i] = (raw - mean[channel]!) / deviation[channel]!;
    }
    return { ...set, features, labels: Uint8Array.from(positions, (row) => set.labels[row]!) };
  };
  return {
    train: part(rows.train),
    validation: part(rows.validation),
    test: part(rows.test),
    mean,
    deviation,
  };
}

function scale({ features, channels }: SensorSet, rows: Uint32Array) {
  const mean = new Float32Array(channels);
  const deviation = new Float32Array(channels);
  for (let channel = 0; channel < channels; channel++) {
    const value = (row: number) => features[row * channels + channel]!;
    const average = rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + (value(row) - average) ** 2, 0) / rows.length;
    mean[channel] = average;
    // A channel that never moves stays at 0.
    deviation[channel] = variance > 0 ? Math.sqrt(variance) : 1;
  }
  return { mean, deviation };
}
