import { describe, expect, it } from 'vitest';
import { pairedLoss } from '../../../bench/dsa/paired-loss.ts';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';

const alone = { weights: null, starts: null };

describe('pairedLoss', () => {
  it('is that of textbooks for one seed: mean of differences, 1.96 standard errors', () => {
    const [reference, network] = [
      Uint8Array.of(1, 1, 1, 0, 1, 0, 1, 1),
      Uint8Array.of(1, 0, 1, 0, 0, 1, 1, 1),
    ];
    const d = Array.from(reference, (one, i) => one - network[i]!);
    const mean = d.reduce((a, b) => a + b, 0) / d.length;
    const variance = d.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (d.length - 1) / d.length;
    const { value, low, high } = pairedLoss([{ reference, network }], alone);
    expect(value).toBeCloseTo(100 * mean, 10);
    expect(high - value).toBeCloseTo(196 * Math.sqrt(variance), 2);
    expect(value - low).toBeCloseTo(high - value, 10);
  });

  it('is nothing, and certain, for the same answers', () => {
    const answers = Uint8Array.of(1, 0, 1);
    expect(pairedLoss([{ reference: answers, network: answers }], alone)).toEqual({
      value: 0,
      low: 0,
      high: 0,
    });
  });

  it('widens with seeds that disagree, by t of their number', () => {
    const right = new Uint8Array(100).fill(1);
    const wrong = (count: number) => right.map((_, i) => Number(i >= count));
    const pairs = [2, 4, 9].map((count) => ({ reference: right, network: wrong(count) }));
    const { value, high } = pairedLoss(pairs, alone);
    expect(value).toBeCloseTo(5, 10);
    // 4.303 is the t quantile of 2 degrees of freedom; means of 2, 4 and 9 points have a variance of 13.
    const ofSeeds = (4.3026527 ** 2 * 13) / 3;
    const differences = Array.from(right, (_, i) => [2, 4, 9].filter((count) => i < count).length / 3 - 0.05);
    const ofItems = (196 ** 2 * differences.reduce((sum, d) => sum + d * d, 0)) / 99 / 100;
    expect(high - value).toBeCloseTo(Math.sqrt(ofSeeds + ofItems), 3);
  });

  it('takes copies of one answer in a sample for one answer', () => {
    const stream = new RandomStream(1, 'test', 'answers');
    const reference = Uint8Array.from({ length: 200 }, (_, i) => Number(stream.uniform53(i, 0) < 0.8));
    const network = Uint8Array.from({ length: 200 }, (_, i) => Number(stream.uniform53(i, 1) < 0.7));
    const thrice = (of: Uint8Array) => Uint8Array.from({ length: 600 }, (_, i) => of[Math.floor(i / 3)]!);
    const starts = Uint32Array.from({ length: 201 }, (_, i) => 3 * i);
    const once = pairedLoss([{ reference, network }], alone);
    const copied = [{ reference: thrice(reference), network: thrice(network) }];
    const grouped = pairedLoss(copied, { weights: null, starts });
    expect(grouped.value).toBeCloseTo(once.value, 10);
    expect(grouped.high).toBeCloseTo(once.high, 10);
    expect(pairedLoss(copied, alone).high).toBeLessThan(once.high - 1);
  });

  it('counts answers by their weights', () => {
    const pair = { reference: Uint8Array.of(1, 1, 1), network: Uint8Array.of(0, 1, 1) };
    expect(pairedLoss([pair], { weights: [0.5, 0.25, 0.25], starts: null }).value).toBeCloseTo(50, 10);
  });

  it('covers the true loss about as often as it says', () => {
    let covered = 0;
    const runs = 300;
    for (let run = 0; run < runs; run++) {
      const stream = new RandomStream(run, 'test', 'coverage');
      const pairs = [0, 1, 2].map((seed) => {
        // Half of an item's luck is its own, half the seed's; the true loss is 10 points.
        const draw = (i: number, lane: number) =>
          stream.uniform53(
            i,
            stream.uniform53(i, 50 + lane + 5 * seed) < 0.5 ? lane : 10 * (seed + 1) + lane,
          );
        const answers = (lane: number, share: number) =>
          Uint8Array.from({ length: 150 }, (_, i) => Number(draw(i, lane) < share));
        return { reference: answers(0, 0.8), network: answers(1, 0.7) };
      });
      const { low, high } = pairedLoss(pairs, alone);
      if (low <= 10 && high >= 10) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.93);
  });

  it('refuses answers to different questions', () => {
    const pair = { reference: Uint8Array.of(1, 1), network: Uint8Array.of(1) };
    expect(() => pairedLoss([pair], alone)).toThrow('all need the same');
    expect(() => pairedLoss([], alone)).toThrow('answers of 0 seeds');
  });
});
