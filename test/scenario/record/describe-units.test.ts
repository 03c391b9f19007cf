import { describe, expect, it } from 'vitest';
import { resolvePolicies } from '../../../sim/policies/registry.ts';
import { describeUnits } from '../../../sim/scenario/record/describe-units.ts';
import { buildOptions } from '../../../sim/scenario/simulate/build-options.ts';
import type { CellInput } from '../../../sim/scenario/simulate/cell-input.ts';
import { openPolicyRun } from '../../../sim/scenario/simulate/open-policy-run.ts';
import { residentFits } from '../../../sim/scenario/simulate/resident-fit.ts';
import { networks, smallCell, smallTarget } from '../simulate/small-target.ts';

const rule = { utilisation: 0.5, bootS: 0.01, bootJ: 0.001, syncS: 0.05, stabiliseS: 0.2 };
/** Four replicas at most, of which the sparse levels need some at four times what the dense network could bear. */
const scaled = { ...smallCell, denseLoad: 4, replicas: { ...rule, least: 1, most: 4 } };

function unitsOf(input: CellInput, policy: string) {
  const target = smallTarget();
  const built = buildOptions(target, networks);
  const [definition] = resolvePolicies([policy], built.options);
  const run = openPolicyRun(input, target, target, networks, built, definition!, 0);
  if (!('run' in run)) throw new Error(`${policy} was refused`);
  const options = run.optionIds.map((id) => built.options.find((option) => option.id === id)!);
  const resident = run.mayUse.map((index) => options[index]!);
  const memories = residentFits(target, resident).flatMap(({ unit, fit }) =>
    fit.memories.map((memory) => ({ unit, ...memory })),
  );
  const units = describeUnits({ run, target, networks, options, memories });
  return { units, ...run.run({}) };
}

describe('what a policy had the units of a target do', () => {
  it('of replicas: those that had power have the layers, memories and passes of the unit that they are', () => {
    const { units, ledger, replicas } = unitsOf(scaled, 'static-L1');
    const [alone] = unitsOf(smallCell, 'static-L1').units;
    expect(units.map(({ name }) => name)).toEqual(['mcu 1', 'mcu 2', 'mcu 3', 'mcu 4']);
    expect(replicas!.most).toBeGreaterThan(1);
    units.forEach((unit, i) => {
      const { name: _, options, ...rest } = unit;
      const isOn = ledger[i]!.joules.some((joules) => joules > 0);
      expect(options.length > 0).toBe(isOn);
      const { name: __, options: ofAlone, ...expected } = alone!;
      expect(unit.memories).toEqual(expected.memories);
      if (!isOn) return;
      expect(rest).toEqual(expected);
      expect(options.map(({ id }) => id)).toEqual(ofAlone.map(({ id }) => id));
    });
  });

  it('of replicas that are never wanted: no pass, no layer', () => {
    const { units, replicas } = unitsOf({ ...scaled, denseLoad: 0.02 }, 'dense');
    expect(replicas!.most).toBe(1);
    expect(units.map(({ options }) => options.length)).toEqual([1, 0, 0, 0]);
    expect(units.map(({ layersOf }) => layersOf)).toEqual(['dense', null, null, null]);
  });
});
