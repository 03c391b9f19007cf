import { describe, expect, it } from 'vitest';
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

describe('bounds of a cell', () => {
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
