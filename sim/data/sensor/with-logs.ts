import type { Part } from '../split/part.ts';
import type { SensorSet } from './shuttle.ts';

/**
 * Sensor rows with a second copy of each channel, sign(x) ln(1 + |x|) of the raw reading, standardised by the training rows:
 * readings whose tails reach thousands of times their usual size keep their small differences.
 * @param raw of a standardised value: the reading in its own unit
 */
export function withLogs(
  sets: Readonly<Record<Part, SensorSet>>,
  raw: (value: number, channel: number) => number,
): Readonly<Record<Part, SensorSet>> {
  const logs = (set: SensorSet) => {
    const { channels, features } = set;
    return features.map((value, i) => {
      const reading = raw(value, i % channels);
      return Math.sign(reading) * Math.log1p(Math.abs(reading));
    });
  };
  const { channels } = sets.train;
  const trained = logs(sets.train);
  const rows = trained.length / channels;
  const sums = Array.from({ length: channels }, (_, c) => {
    let [sum, squares] = [0, 0];
    for (let i = c; i < trained.length; i += channels) {
      sum += trained[i]!;
      squares += trained[i]! ** 2;
    }
    const mean = sum / rows;
    const variance = squares / rows - mean ** 2;
    return { mean, deviation: variance > 1e-12 ? Math.sqrt(variance) : 1 };
  });
  const both = (set: SensorSet): SensorSet => {
    const own = logs(set);
    const features = new Float32Array(2 * own.length);
    for (let i = 0; i < own.length; i++) {
      const channel = i % channels;
      const row = (i - channel) / channels;
      features[row * 2 * channels + channel] = set.features[i]!;
      features[row * 2 * channels + channels + channel] =
        (own[i]! - sums[channel]!.mean) / sums[channel]!.deviation;
    }
    return { ...set, features, channels: 2 * channels };
  };
  return { train: both(sets.train), validation: both(sets.validation), test: both(sets.test) };
}
