import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import { made, passResult } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const arms = [
  { id: 'a', wrong: 0.01, serviceNs: 100, energyJ: 10 },
  { id: 'b', wrong: 0.01, serviceNs: 100, energyJ: 6 },
  { id: 'c', wrong: 0.01, serviceNs: 100, energyJ: 4 },
];
/** Mean confidence of each arm; the reward is half of it and half the energy saved on the dearest. */
const sure = [0.9, 0.85, 0.3];
const rewardOf = (arm: number) => 0.5 * sure[arm]! + 0.5 * (1 - arms[arm]!.energyJ / 10);
const best = Math.max(...sure.map((_, arm) => rewardOf(arm)));

/** Cumulative regret of one run after so many requests each. */
function regret(requests: readonly number[], values = {}): number[] {
  const policy = made('ucb-bandit', contextOf(arms), values);
  const noise = new RandomStream(11, 'test', 'rewards');
  const at: number[] = [];
  let sum = 0;
  for (let request = 0; request < Math.max(...requests); request++) {
    const option = policy.decide(observation({ request }));
    sum += best - rewardOf(option);
    const confidence = Math.min(1, Math.max(0, sure[option]! + 0.2 * (noise.uniform(request) - 0.5)));
    policy.review!(passResult({ request, option, confidence, serviceNs: 100 }));
    if (requests.includes(request + 1)) at.push(sum);
  }
  return at;
}

describe('the bandit', () => {
  it('has a regret that grows sublinearly on a stationary problem, within the bound of UCB1', () => {
    const [early, late] = regret([2000, 32_000]) as [number, number];
    // Sixteen times as many requests; a policy that does not learn has sixteen times the regret.
    expect(late / early).toBeLessThan(3);
    const gaps = sure.map((_, arm) => best - rewardOf(arm)).filter((gap) => gap > 0);
    const bound =
      gaps.reduce((sum, gap) => sum + (8 * Math.log(32_000)) / gap, 0) +
      (1 + Math.PI ** 2 / 3) * gaps.reduce((sum, gap) => sum + gap, 0);
    expect(late).toBeLessThan(bound);
    expect(early).toBeGreaterThan(0);
  });

  it('tries every option, weighs as it is told, and forgets on reset', () => {
    const mostOften = (accuracyWeight: number) => {
      const policy = made('ucb-bandit', contextOf(arms), { accuracyWeight });
      const counts = [0, 0, 0];
      for (let request = 0; request < 8000; request++) {
        const option = policy.decide(observation({ request }));
        counts[option]!++;
        policy.review!(passResult({ option, confidence: sure[option]! }));
      }
      for (const count of counts) expect(count).toBeGreaterThan(5);
      policy.reset!(contextOf(arms).random);
      expect(policy.decide(observation())).toBe(0);
      return counts.indexOf(Math.max(...counts));
    };
    expect(mostOften(1)).toBe(0);
    expect(mostOften(0)).toBe(2);
  });

  it('counts a late answer as worth nothing', () => {
    const policy = made('ucb-bandit', contextOf(arms), { accuracyWeight: 1 });
    const counts = [0, 0, 0];
    for (let request = 0; request < 3000; request++) {
      const option = policy.decide(observation({ request }));
      counts[option]!++;
      policy.review!(passResult({ option, confidence: 0.9, deadlineLeftNs: option === 0 ? -1 : 10 }));
    }
    expect(counts[0]!).toBeLessThan(Math.min(counts[1]!, counts[2]!) / 2);
  });
});
