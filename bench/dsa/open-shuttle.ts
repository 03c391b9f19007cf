import type { SensorSet } from '../../sim/data/sensor/shuttle.ts';
import { shuttleFold } from '../../sim/data/sensor/shuttle-fold.ts';
import { withLogs } from '../../sim/training/feed/with-logs.ts';
import type { TaskData, TaskPart } from './task-data.ts';

/** The sensor task: networks of seed s were trained for fold s - 1, whose rows they are asked. */
export function openShuttle(limit: number | null, seed: number): TaskData {
  const fold = shuttleFold(seed - 1);
  const raw = (value: number, channel: number) => value * fold.deviation[channel]! + fold.mean[channel]!;
  const sets = withLogs(fold, raw);
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
