import { describe, expect, it } from 'vitest';
import { recall } from '../../sim/policies/policy.ts';
import { made, passResult, threeLevels } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const pilot = ({ always }: { always?: number }) => ({
  energyPerInferenceJ: always === undefined ? 2 : 8,
  accuracy: 0.95,
  missShare: 0,
});
const context = contextOf(threeLevels, { accuracyFloor: 0.94 }, pilot);

describe('refinement with recall', () => {
  it('gives the surer of the two answers: never a less sure one than without recall', () => {
    const policy = made('confidence-recall', context);
    const first = policy.decide(observation());
    const second = policy.review!(passResult({ option: first, confidence: 0.05, deadlineLeftNs: 900 }));
    expect(second).toBeGreaterThanOrEqual(0);
    for (let request = 0; request < 200; request++) {
      const before = (request % 20) / 200;
      const after = (request % 17) / 160;
      policy.decide(observation({ request }));
      policy.review!(passResult({ request, option: first, confidence: before, deadlineLeftNs: 900 }));
      const answer = policy.review!(passResult({ request, option: second, pass: 1, confidence: after }));
      const given = answer === recall(first) ? before : after;
      expect(answer === -1 || answer === recall(first)).toBe(true);
      expect(given).toBe(Math.max(before, after));
    }
  });

  it('remembers each request that is under way, and none after a reset', () => {
    const policy = made('confidence-recall', context);
    const first = policy.decide(observation());
    const ask = (request: number, option: number, confidence: number, pass: number) =>
      policy.review!(passResult({ request, option, confidence, pass, deadlineLeftNs: 900 }));
    const second = ask(1, first, 0.1, 0);
    ask(2, first, 0.05, 0);
    expect(ask(1, second, 0.07, 1)).toBe(recall(first));
    expect(ask(2, second, 0.07, 1)).toBe(-1);
    ask(3, first, 0.1, 0);
    policy.reset!(context.random);
    expect(ask(3, second, 0.07, 1)).toBe(-1);
  });
});
