import type { SensorSet } from '../sensor/shuttle.ts';
import type { TaskPart } from './task-part.ts';

/** Rows of sensor readings; the first `limit`, or all. */
export function featurePart({ features, labels, channels }: SensorSet, limit: number | null): TaskPart {
  const samples = Math.min(limit ?? labels.length, labels.length);
  return {
    ...{ samples, labels: labels.slice(0, samples), starts: null, uniform: true },
    feeds: (from, count) => ({
      features: {
        data: features.slice(from * channels, (from + count) * channels),
        dims: [count, channels],
      },
    }),
  };
}
