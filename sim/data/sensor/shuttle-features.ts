import type { Part } from '../split/part.ts';
import type { SensorSet } from './shuttle.ts';
import { shuttleFold } from './shuttle-fold.ts';
import { withLogs } from './with-logs.ts';

/**
 * What networks of the sensor task read, in training and in use: readings and their logarithms, scaled by the fold's
 * training rows.
 * @throws DataMissingError, DataFormatError, RangeError on a fold that is not 0 to 4
 */
export function shuttleFeatures(fold: number): Readonly<Record<Part, SensorSet>> {
  const sets = shuttleFold(fold);
  return withLogs(sets, (value, channel) => value * sets.deviation[channel]! + sets.mean[channel]!);
}
