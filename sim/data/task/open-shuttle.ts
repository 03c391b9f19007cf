import type { SensorSet } from '../sensor/shuttle.ts';
import { shuttleFeatures } from '../sensor/shuttle-features.ts';
import type { TaskData, TaskPart } from './task-data.ts';

/** The sensor task: networks of seed s were trained for fold s - 1, whose rows they are asked. */
export function openShuttle(limit: number | null, seed: number): TaskData {
  const sets = shuttleFeatures(seed - 1);
  const part = ({ features, labels, channels }: SensorSet): TaskPart => {
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
  };
  return { classes: sets.test.classes, parts: { validation: part(sets.validation), test: part(sets.test) } };
}
