import { describe, expect, it } from 'vitest';
import { resolvePolicies } from '../../../sim/policies/registry.ts';
import { buildOptions } from '../../../sim/scenario/simulate/build-options.ts';
import { openPolicyRun } from '../../../sim/scenario/simulate/open-policy-run.ts';
import { simulateCell } from '../../../sim/scenario/simulate/simulate-cell.ts';
import { networks, smallCell, smallTarget } from './small-target.ts';

describe('one run of a cell', () => {
  const target = smallTarget(['mcu', 'helper']);
  const built = buildOptions(target, networks);
  const cell = simulateCell(smallCell, target, target, networks, built);

  it.each(cell.policies.map(({ policy }) => policy))(
    'is that of the whole cell, run again and again: %s',
    (policy) => {
      const [definition] = resolvePolicies([policy], built.options);
      const of = cell.policies.find((run) => run.policy === policy)!;
      for (const repetition of [2, 0]) {
        const opened = openPolicyRun(smallCell, target, target, networks, built, definition!, repetition);
        if (!('run' in opened)) return expect.fail('refused');
        const expected = of.runs[repetition]!;
        expect(opened.run({}).eventHash).toBe(expected.eventHash);
        expect(opened.run({})).toMatchObject({ eventHash: expected.eventHash, energyJ: expected.energyJ });
      }
    },
  );

  it('says why a policy cannot run', () => {
    const small = smallTarget(['mcu'], 60);
    const options = buildOptions(small, networks);
    const [definition] = resolvePolicies(['static-L0'], options.options);
    const opened = openPolicyRun(smallCell, small, small, networks, options, definition!, 0);
    expect(opened).toMatchObject({ refusal: { memory: 'flash', neededBytes: 100, availableBytes: 60 } });
  });

  it('refuses a repetition that is not there', () => {
    const [definition] = resolvePolicies(['dense'], built.options);
    expect(() => openPolicyRun(smallCell, target, target, networks, built, definition!, 3)).toThrow(/0 to 2/);
  });
});
