import { describe, expect, it } from 'vitest';
import { compareChecksums } from '../../../bench/engine/compare-checksums.ts';
import type { Timed } from '../../../bench/engine/outcome.ts';
import { medianRate, medianRatio } from '../../../bench/engine/ratios.ts';
import type { Rounds } from '../../../bench/engine/run-rounds.ts';
import { workloads } from '../../../bench/engine/workloads.ts';

const run = (events: number, extra: Partial<Timed> = {}): Timed => ({
  sum: 1,
  fold: 2,
  checkedEvents: 10,
  sojournNs: 0,
  events,
  cpuS: 2,
  ...extra,
});
const rounds = (timed: Record<string, Timed[]>): Rounds => ({
  workload: workloads[0]!,
  timed: new Map(Object.entries(timed)),
});

describe('ratios', () => {
  const measured = rounds({
    ours: [run(40), run(20), run(60)],
    fast: [run(10), run(20), run(10)],
    slow: [run(20), run(10)],
  });

  it('are taken inside each round before their median', () => {
    expect(medianRate(measured, 'ours')).toBe(20);
    expect(medianRatio(measured, 'ours', ['fast'])).toBe(4);
    expect(medianRatio(measured, 'ours', ['slow'])).toBe(2);
  });

  it('against several peers are against the fastest of the round', () => {
    expect(medianRatio(measured, 'ours', ['fast', 'slow'])).toBe(2);
  });

  it('are left out where a side is missing', () => {
    expect(medianRatio(measured, 'ours', ['nobody'])).toBeNull();
    expect(medianRatio(measured, 'nobody', ['fast'])).toBeNull();
    expect(medianRate(measured, 'nobody')).toBeNull();
  });
});

describe('comparison of checksums', () => {
  it.each([
    ['agrees', {}, []],
    ['sees another sum', { sum: 9 }, ['peer']],
    ['sees another order', { fold: 9 }, ['peer']],
    ['sees another count', { checkedEvents: 9 }, ['peer']],
    ['sees other times in the system', { sojournNs: 9 }, ['peer']],
    ['sees a contestant that differs from itself', { events: 41 }, ['peer']],
    ['sees a trace hash that differs from itself', { digest: 'b' }, ['peer']],
  ])('%s', (_, change, disagree) => {
    const ours = [run(40), run(40)];
    const peer = [run(40, { digest: 'a' }), run(40, { digest: 'a', ...change })];
    expect(compareChecksums(rounds({ ours, peer })).disagree).toEqual(disagree);
  });
});
