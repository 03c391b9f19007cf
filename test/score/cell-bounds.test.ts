import { describe, expect, it } from 'vitest';
import type { PolicyDefinition } from '../../sim/policies/policy.ts';
import { simulateCell } from '../../sim/scenario/simulate/simulate-cell.ts';
import { CellBounds } from '../../sim/score/cell-bounds.ts';
import type { Target } from '../../sim/targets/target.ts';
import { networks, smallCell, smallTarget } from '../scenario/simulate/small-target.ts';

/** A target that rests and works at the same power, so that nothing but the horizon tells a run from its bound. */
function heater(powerW: number): Target {
  const target = smallTarget();
  const state = { name: 'on', powerW, afterNs: 0, wakeNs: 0, wakeEnergyJ: 0 };
  return {
    ...target,
    units: [{ ...target.units[0]!, powerStates: [state] }],
    lower: (plan, outcome) =>
      target.lower(plan, outcome).map((stage) => ({
        ...stage,
        joules: { static: powerW * stage.durationNs * 1e-9 },
      })),
  };
}

/** Answers at the start of every quarter of a second alone, so that the unit wakes once for several requests. */
const patient: PolicyDefinition = {
  id: 'patient',
  title: 'Patient',
  source: 'test',
  signal: 'none',
  adaptive: false,
  charge: 'none',
  create: ({ options }) => {
    const sparsest = options.find(({ id }) => id === 'L2')!.index;
    return {
      hold: ({ timeNs }) => (timeNs % 2.5e8 < 2e7 || timeNs > 1.75e9 ? 0 : 2.5e8 - (timeNs % 2.5e8)),
      decide: () => sparsest,
      cost: { decideOperations: 0, reviewOperations: 0 },
      uses: [sparsest],
    };
  },
};

describe('bounds of a cell', () => {
  it('stay under what a policy spends that holds requests back, which waking once for several saves energy', () => {
    const target = smallTarget();
    const input = { ...smallCell, horizonS: 2, denseLoad: 0.01, deadlineMs: 1000, policies: ['static-L2'] };
    const run = simulateCell(input, target, target, networks, undefined, { policies: [patient] });
    const bounds = new CellBounds(run);
    const [plain, held] = run.policies;
    expect(held!.runs[0]!.energyJ).toBeLessThan(plain!.runs[0]!.energyJ);
    held!.runs.forEach((one, seed) => {
      expect(one.energyJ).toBeGreaterThanOrEqual(bounds.ofRunJ(seed, held!, one));
      const unaware = new CellBounds({ ...run, policies: [plain!] });
      expect(one.energyJ).toBeLessThan(unaware.ofRunJ(seed, held!, one));
    });
  });

  it.each([0.1000000003, 0.1000000005, 0.1000000007])(
    'stay under what is spent when the horizon of %d s is no whole number of ns',
    (horizonS) => {
      const input = { ...smallCell, horizonS, denseLoad: 0.01, policies: ['dense', 'static'] };
      const target = heater(120);
      const run = simulateCell(input, target, target, networks);
      const bounds = new CellBounds(run);
      for (const policy of run.policies)
        policy.runs.forEach((one, seed) => {
          expect(one.energyJ).toBeGreaterThanOrEqual(bounds.ofRunJ(seed, policy, one));
        });
    },
  );
});
