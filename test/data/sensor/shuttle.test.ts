import { expect, it } from 'vitest';
import { shuttle } from '../../../sim/data/sensor/shuttle.ts';
import { shuttleFold, shuttleFolds, shuttleRows } from '../../../sim/data/sensor/shuttle-fold.ts';
import { sha256Of } from '../sha256.ts';
import { whenFetched } from '../when-fetched.ts';

whenFetched('shuttle', 'Shuttle', () => {
  const set = shuttle();
  const count = (labels: Uint8Array) => {
    const counts = new Array<number>(7).fill(0);
    for (const label of labels) counts[label]!++;
    return counts;
  };

  it('has 58,000 rows of 9 channels in 7 states', () => {
    expect([set.features.length, set.labels.length, set.channels]).toEqual([9 * 58_000, 58_000, 9]);
    expect(count(set.labels)).toEqual([45_586, 50, 171, 8903, 3267, 10, 13]);
    // "The majority class": what a network has to beat.
    expect(45_586 / 58_000).toBeCloseTo(0.786, 3);
  });

  it('tests every row once over the five folds, and never trains on it then', () => {
    const tested = new Uint8Array(58_000);
    for (let fold = 0; fold < shuttleFolds; fold++) {
      const { train, validation, test } = shuttleRows(set.labels, fold);
      const all = new Uint8Array(58_000);
      for (const row of [...train, ...validation, ...test]) all[row]!++;
      expect(all.every((times) => times === 1)).toBe(true);
      expect([train.length, validation.length, test.length]).toEqual([34_800, 11_600, 11_600]);
      for (const row of test) tested[row]!++;
      const inFold = Uint8Array.from(test, (row) => set.labels[row]!);
      for (const [label, total] of count(set.labels).entries())
        expect(Math.abs(count(inFold)[label]! - total / 5)).toBeLessThan(1);
    }
    expect(tested.every((times) => times === 1)).toBe(true);
    expect(sha256Of(shuttleRows(set.labels, 0).test)).toBe('2906a2e3c2853edc');
    expect(() => shuttleRows(set.labels, 5)).toThrow('fold 5; 0 to 4 are allowed');
  });

  it('is standardised by the training rows alone', () => {
    const { train, test, mean, deviation } = shuttleFold(2);
    const rows = shuttleRows(set.labels, 2);
    for (let channel = 0; channel < 9; channel++) {
      const values = Array.from(train.labels, (_, i) => train.features[9 * i + channel]!);
      const average = values.reduce((sum, value) => sum + value, 0) / values.length;
      const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
      expect(Math.abs(average)).toBeLessThan(1e-4);
      expect(square).toBeCloseTo(1, 3);
      const raw = test.features[channel]! * deviation[channel]! + mean[channel]!;
      expect(raw).toBeCloseTo(set.features[9 * rows.test[0]! + channel]!, 3);
    }
  });
});
