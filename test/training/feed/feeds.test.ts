import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { SensorSet } from '../../../sim/data/sensor/shuttle.ts';
import { withLogs } from '../../../sim/data/sensor/with-logs.ts';
import { tokenWindows } from '../../../sim/data/text/token-windows.ts';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { int8Rows } from '../../../sim/training/export/int8-rows.ts';
import { balancedOrder } from '../../../sim/training/feed/balanced-order.ts';
import type { SampleDraws } from '../../../sim/training/feed/grey-images.ts';
import { imageChanges } from '../../../sim/training/feed/image-changes.ts';
import { TokenFeed } from '../../../sim/training/feed/token-feed.ts';
import { encoderPlan } from '../../../sim/training/plan/encoder-plan.ts';

const settings = { seed: 1, numRuns: 100 };
const stream = () => new RandomStream(1, 'test', 'draws');

describe('balancedOrder', () => {
  const labels = Uint8Array.from({ length: 1000 }, (_, i) => (i < 900 ? 0 : i < 990 ? 1 : 2));
  const shares = (balance: number) => {
    const counts = [0, 0, 0];
    for (const id of balancedOrder(labels, balance, stream())) counts[labels[id]!]!++;
    return counts;
  };

  it('is a permutation without balance, equal classes with all of it, powers between', () => {
    expect([...balancedOrder(labels, 0, stream())].sort((a, b) => a - b)).toEqual([...labels.keys()]);
    expect(Math.max(...shares(1)) - Math.min(...shares(1))).toBeLessThanOrEqual(1);
    const roots = [900, 90, 10].map((n) => Math.sqrt(n));
    const total = roots.reduce((a, b) => a + b, 0);
    shares(0.5).forEach((count, c) => {
      expect(Math.abs(count - (1000 * roots[c]!) / total)).toBeLessThanOrEqual(1);
    });
  });

  it('takes every sample of a class before it takes one again', () => {
    const times = new Map<number, number>();
    for (const id of balancedOrder(labels, 1, stream())) times.set(id, (times.get(id) ?? 0) + 1);
    const rare = Array.from({ length: 10 }, (_, i) => times.get(990 + i) ?? 0);
    expect(Math.min(...rare)).toBeGreaterThan(20);
    expect(Math.max(...rare) - Math.min(...rare)).toBeLessThanOrEqual(1);
  });
});

describe('tokenWindows', () => {
  test.prop(
    [fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 30 }), fc.integer({ min: 1, max: 20 })],
    settings,
  )('holds every token once, in order, in windows that are not longer than the room', (lengths, room) => {
    const starts = Uint32Array.of(
      0,
      ...lengths.map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b, 0)),
    );
    const windows = tokenWindows(starts, room);
    let at = 0;
    windows.starts.forEach((start, i) => {
      expect(start).toBe(at);
      at = windows.ends[i]!;
      expect(at - start).toBeGreaterThan(0);
      expect(at - start).toBeLessThanOrEqual(room);
    });
    expect(at).toBe(starts.at(-1));
  });
});

describe('imageChanges', () => {
  test.prop([fc.nat(1e6)], settings)('stays within its bounds', (index) => {
    const augment = { flip: true, shift: 2, erase: 8, eraseShare: 1, dropWords: 0 };
    const [flip, down, right, top, left, rows, columns] = imageChanges(augment, stream(), index, 28, 20);
    expect([0, 1]).toContain(flip);
    expect(Math.abs(down!)).toBeLessThanOrEqual(2);
    expect(Math.abs(right!)).toBeLessThanOrEqual(2);
    expect(top! >= 0 && left! >= 0 && top! + rows! <= 28 && left! + columns! <= 20).toBe(true);
    expect(rows! >= 0 && rows! <= 8 && columns! >= 0 && columns! <= 8).toBe(true);
  });

  it('blanks the share of images that it is told to', () => {
    const blank = (share: number) =>
      Array.from({ length: 2000 }, (_, i) =>
        imageChanges(
          { flip: false, shift: 0, erase: 4, eraseShare: share, dropWords: 0 },
          stream(),
          i,
          28,
          28,
        ),
      ).filter(([, , , , , rows, columns]) => rows! * columns! > 0).length / 2000;
    expect(blank(0)).toBe(0);
    expect(blank(0.5)).toBeGreaterThan(0.45);
    expect(blank(0.5)).toBeLessThan(0.55);
    expect(blank(1)).toBeGreaterThan(0.95);
  });
});

describe('withLogs', () => {
  it('adds signed logarithms of the readings, standardised by the rows that train', () => {
    const set = (features: number[]): SensorSet => ({
      ...{ features: Float32Array.from(features), channels: 1, classes: 2, classNames: ['a', 'b'] },
      labels: new Uint8Array(features.length),
    });
    const sets = { train: set([-1, 0, 1]), validation: set([2]), test: set([-2]) };
    const found = withLogs(sets, (value) => 10 * value);
    const log = Math.log(11);
    const deviation = log * Math.sqrt(2 / 3);
    expect([...found.train.features]).toEqual(
      [-1, -log / deviation, 0, 0, 1, log / deviation].map((v) => expect.closeTo(v, 5)),
    );
    expect(found.validation.features[1]).toBeCloseTo(Math.log(21) / deviation, 5);
    expect(found.test.features[1]).toBeCloseTo(-Math.log(21) / deviation, 5);
    expect(found.test.channels).toBe(2);
  });
});

describe('int8Rows', () => {
  test.prop([fc.array(fc.float({ min: -3, max: 3, noNaN: true }), { minLength: 8, maxLength: 8 })], settings)(
    'keeps each value to half a step of its row, behind a row of zeros',
    (numbers) => {
      const values = Float32Array.from(numbers);
      const table = int8Rows(values, 2, 4);
      expect(table.rows).toBe(3);
      expect([...table.values.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
      values.forEach((value, i) => {
        const row = 1 + (i >> 2);
        expect(Math.abs(table.values[4 + i]! * table.scales[row]! - value)).toBeLessThanOrEqual(
          0.5001 * table.scales[row]! + 1e-40,
        );
      });
    },
  );
});

describe('TokenFeed', () => {
  const words = Int32Array.from({ length: 4000 }, (_, i) => 1 + (i % 50));
  const windows = tokenWindows(
    Uint32Array.from({ length: 101 }, (_, i) => i * 40),
    40,
  );
  const part = { ids: { words }, windows, labels: new Uint8Array(100) };
  const plan = encoderPlan(
    { kind: 'encoder', features: 4, heads: 1, hidden: 4, layers: 0, dropout: 0 },
    [{ name: 'words', rows: 50 }],
    40,
    2,
    'sequence',
  );
  const filled = (dropWords: number, draws?: SampleDraws) => {
    const feed = new TokenFeed({ train: part, validation: part, test: part }, 40, 'sequence', { dropWords });
    const memory = new TrainingMemory();
    const inputs = feed.shardInputs(memory, plan, { samples: 100, tokens: 40 });
    inputs.fill(
      'train',
      Uint32Array.from({ length: 100 }, (_, i) => i),
      draws,
    );
    const at = (address: number, length: number) =>
      Array.from(new Int32Array(memory.arena.memory.buffer, address, length));
    return { ids: at(inputs.idsAt.get('words')!, 4000), lengths: at(inputs.lengthsAt, 100) };
  };

  it('blanks words out only where draws are given, as many as it is told to, and keeps the lengths', () => {
    const draws = { stream: stream(), from: 0 };
    const whole = filled(0.3);
    expect(whole.ids).toEqual(Array.from(words, (word) => word - 1));
    const { ids, lengths } = filled(0.3, draws);
    expect(lengths).toEqual(whole.lengths);
    const blank = ids.filter((id) => id === -1).length;
    // 1,200 expected; the standard deviation is 29.
    expect(Math.abs(blank - 1200)).toBeLessThan(120);
    for (const [i, id] of ids.entries()) expect([-1, words[i]! - 1]).toContain(id);
    expect(filled(0.3, { ...draws, from: 100 }).ids).not.toEqual(ids);
  });
});
