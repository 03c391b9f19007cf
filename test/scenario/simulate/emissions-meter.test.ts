import { describe, expect, it } from 'vitest';
import {
  changes,
  checkIntensityProfile,
  type IntensityProfile,
  intensityAt,
  stepEndNs,
} from '../../../sim/scenario/simulate/intensity-profile.ts';
import { simulateCell } from '../../../sim/scenario/simulate/simulate-cell.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { scoreCell } from '../../../sim/score/score-cell.ts';
import { randomRun } from './random-system.ts';
import { networks, smallCell, smallTarget } from './small-target.ts';

const profile = (gPerKwh: readonly number[], stepNs = 1000, startNs = 0): IntensityProfile => ({
  gPerKwh,
  stepNs,
  startNs,
});

describe('an intensity that changes', () => {
  it('repeats, step by step, and ends every step later than any time in it', () => {
    const days = profile([10, 20, 30], 1000, 1500);
    for (let timeNs = 0; timeNs < 20_000; timeNs += 250) {
      expect(intensityAt(days, timeNs)).toBe([10, 20, 30][Math.floor((timeNs + 1500) / 1000) % 3]);
      const end = stepEndNs(days, timeNs);
      expect(end).toBeGreaterThan(timeNs);
      expect(end - timeNs).toBeLessThanOrEqual(1000);
      expect(intensityAt(days, end - 1)).toBe(intensityAt(days, timeNs));
    }
    expect([changes(profile([5, 5])), changes(profile([5, 6]))]).toEqual([false, true]);
  });

  it('emits what the energy says: exactly where it stays the same, within its extremes where it changes', () => {
    for (let seed = 0; seed < 150; seed++) {
      const { system, trace, policy } = randomRun(seed);
      const last = system.options.length - 1;
      // The random policies draw anew in every run; this one answers alike.
      const fixed = {
        decide: () => 0,
        review: ({ pass }: { pass: number }) => (pass < 1 ? last : -1),
        cost: policy.cost,
      };
      const run = (intensity?: IntensityProfile) => simulateRequests({ ...system, intensity }, trace, fixed);
      const plain = run();
      const stepNs = Math.max(1, Math.floor(trace.horizonNs / (1 + (seed % 7))));
      const same = run(profile([360], stepNs));
      // Watching the grid changes nothing else: bringing the ledger up to date more often is the same energy.
      expect(same.energyJ).toBeCloseTo(plain.energyJ, 9 - Math.ceil(Math.log10(1 + plain.energyJ)));
      expect([same.correct, same.missed, same.endNs]).toEqual([plain.correct, plain.missed, plain.endNs]);
      expect(same.emissionsG! / ((360 * same.energyJ) / 3.6e6 || 1)).toBeCloseTo(same.energyJ > 0 ? 1 : 0, 9);
      const mixed = run(profile([100, 700, 300], stepNs)).emissionsG!;
      const kwh = same.energyJ / 3.6e6;
      expect(mixed).toBeGreaterThanOrEqual(100 * kwh * (1 - 1e-9));
      expect(mixed).toBeLessThanOrEqual(700 * kwh * (1 + 1e-9));
      // Emissions are linear in the intensity.
      const split = [
        [100, 0, 0],
        [0, 700, 0],
        [0, 0, 300],
      ].reduce((sum, part) => sum + run(profile(part, stepNs)).emissionsG!, 0);
      expect(split).toBeCloseTo(mixed, 12);
      expect(plain.emissionsG).toBeUndefined();
    }
  });

  it.each([
    [profile([]), /no steps/],
    [profile([1, -1]), /intensity is -1 g\/kWh; give 0 or more/],
    [profile([Number.NaN]), /NaN/],
    [profile([1], 0), /step of the intensity takes 0 ns/],
    [profile([1], 10, -1), /begins at -1 ns/],
  ])('is refused where it makes no sense: %j', (odd, message) => {
    expect(() => checkIntensityProfile(odd)).toThrow(message);
  });
});

describe('a cell on a grid that changes', () => {
  const target = smallTarget();
  // Eight clean and eight dirty stretches of the three simulated seconds.
  const intensity = profile([100, 600], 3e9 / 16);
  const policies = ['best-static', 'carbon-aware', 'budget-controller'];
  const { results, cell } = scoreCell(
    simulateCell({ ...smallCell, policies, intensity, accuracyFloor: 0.93 }, target, target, networks),
  );

  it('runs the carbon-aware policy and scores emissions of every row', () => {
    for (const row of results) {
      expect(row.fits).toBe(true);
      const kwh = row.energyPerInferenceJ! / 3.6e6;
      expect(row.emissionsPerInferenceG!).toBeGreaterThan(100 * kwh);
      expect(row.emissionsPerInferenceG!).toBeLessThan(600 * kwh);
    }
    expect(cell.notes.join('\n')).toMatch(/gCO2e per inference.*carbon-aware [\d.e-]+ µg/);
  });

  it('shows that it works by the clock: a joule of it is cleaner than one of a policy that does not look', () => {
    const perJoule = (policy: string) => {
      const row = results.find((r) => r.policy === policy)!;
      return row.emissionsPerInferenceG! / row.energyPerInferenceJ!;
    };
    expect(perJoule('carbon-aware')).toBeLessThan(perJoule('best-static'));
  });
});
