import { describe, expect, it } from 'vitest';
import { cascadeThreshold } from '../../sim/policies/cascade-threshold.ts';
import { confidenceCascade } from '../../sim/policies/confidence-cascade.ts';
import { wilson } from '../../sim/statistics/wilson.ts';
import { made, passResult } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const exits = [0, 1, 2].map((exit) => ({
  id: `x${exit}`,
  wrong: 0.3 - 0.14 * exit,
  serviceNs: 100 * (exit + 1),
  energyJ: exit + 1,
  traits: { exit, skippedLayers: 2 - exit },
}));
const context = contextOf(exits, { accuracyFloor: 0.9 });

/** Accuracy of a cascade on validation data, followed sample by sample. */
function accuracyOf(threshold: number): number {
  const { sampleCount, correct, confidence } = context.validation;
  const cascade = confidenceCascade(context.options, threshold);
  let right = 0;
  for (let i = 0; i < sampleCount; i++) {
    let option = cascade.decide(observation());
    for (;;) {
      const sure = confidence[option * sampleCount + i]! / 65535;
      const next = cascade.review!(passResult({ option, confidence: sure, deadlineLeftNs: 1e9 }));
      if (next < 0) break;
      option = next;
    }
    right += correct[option * sampleCount + i]!;
  }
  return wilson(right / sampleCount, sampleCount).low;
}

describe('a cascade by confidence', () => {
  it('has the least threshold that keeps the floor, as following it sample by sample shows', () => {
    const threshold = cascadeThreshold(context.options, context);
    expect(threshold).toBeGreaterThan(0);
    expect(threshold).toBeLessThan(1);
    expect(accuracyOf(threshold)).toBeGreaterThanOrEqual(0.9);
    expect(accuracyOf(threshold - 0.01)).toBeLessThan(0.9);
    expect(cascadeThreshold(context.options, { ...context, accuracyFloor: 0.999 })).toBe(1);
  });

  it.each(['early-exit', 'layer-skip'])('%s goes on only when unsure, in order and in time', (id) => {
    const policy = made(id, context, { threshold: 0.8 });
    expect(policy.decide(observation())).toBe(0);
    const ask = (option: number, confidence: number, deadlineLeftNs = 900) =>
      policy.review!(passResult({ option, confidence, deadlineLeftNs }));
    expect([ask(0, 0.5), ask(1, 0.5), ask(2, 0.5)]).toEqual([1, 2, -1]);
    expect([ask(0, 0.8), ask(1, 0.9)]).toEqual([-1, -1]);
    expect(ask(0, 0.5, 199)).toBe(-1);
  });

  it('goes on where what is left of the next step ends in time, though a pass of its own would not', () => {
    const goesOn = [{ option: 1, meanServiceNs: 110 }];
    const [first, ...rest] = context.options;
    const policy = confidenceCascade([{ ...first!, goesOn }, ...rest], 0.8);
    const at = (deadlineLeftNs: number) =>
      policy.review!(passResult({ option: 0, confidence: 0.5, deadlineLeftNs }));
    expect([at(109), at(110), at(199)]).toEqual([-1, 1, 1]);
  });

  it('keeps to the exits of one threshold, the cheapest that hold the floor', () => {
    const factors = [1, 1.25, 1.5];
    const readings = factors.flatMap((thresholdFactor, f) =>
      [16, 32].map((exit) => ({
        id: `t${exit}-h${thresholdFactor}`,
        // The highest thresholds are right too seldom.
        wrong: (exit === 16 ? 0.1 : 0.02) + (f === 2 ? 0.3 : 0),
        serviceNs: 10 * exit,
        energyJ: exit / thresholdFactor,
        levels: [3],
        traits: { exit, ...(f === 0 ? {} : { thresholdFactor }) },
      })),
    );
    const mixed = contextOf(readings, { accuracyFloor: 0.9 });
    const policy = made('early-exit', mixed, { threshold: 0.8 });
    const first = policy.decide(observation());
    expect(mixed.options[first]!.id).toBe('t16-h1.25');
    const next = policy.review!(passResult({ option: first, confidence: 0.1, deadlineLeftNs: 900 }));
    expect(mixed.options[next]!.id).toBe('t32-h1.25');
    // Where energies are alike time decides: here, those that were balanced.
    const slower = readings.map((one, i) => ({ ...one, energyJ: 1, serviceNs: one.serviceNs + i }));
    const even = contextOf(slower, { accuracyFloor: 0.9 });
    const fastest = made('early-exit', even, { threshold: 0.8 }).decide(observation());
    expect(even.options[fastest]!.id).toBe('t16-h1');
  });
});
