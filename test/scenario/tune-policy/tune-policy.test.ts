import { describe, expect, it } from 'vitest';
import { resolvePolicies } from '../../../sim/policies/registry.ts';
import { buildOptions } from '../../../sim/scenario/simulate/build-options.ts';
import { renderTunedPolicy } from '../../../sim/scenario/tune-policy/render-tuned-policy.ts';
import { tunePolicy } from '../../../sim/scenario/tune-policy/tune-policy.ts';
import { networks, smallCell, smallTarget } from '../simulate/small-target.ts';

const target = smallTarget(['mcu']);
const built = buildOptions(target, networks);
const cell = {
  name: { target: target.id, runtime: 'test', load: smallCell.denseLoad, seed: 1 },
  input: smallCell,
  target,
  reference: target,
  networks,
  built,
  runtimes: ['test'],
  loads: [smallCell.denseLoad],
};
const named = (name: string) => resolvePolicies([name], built.options)[0]!;

describe('tuning a policy', () => {
  it('is never worse than the defaults on validation data, and says what is left of it on test data', () => {
    const found = tunePolicy(cell, named('budget-controller'), 12, 1);
    expect(found.tried.length).toBeLessThanOrEqual(12);
    expect(found.tuned.outcome.violation).toBeLessThanOrEqual(found.defaults.outcome.violation);
    expect(found.test.tuned.policy).toBe(found.name);
    expect(found.test.difference).not.toBeNull();
    expect(renderTunedPolicy(found)).toContain('best static');
  });

  it('refuses a policy that has nothing to set', () => {
    expect(() => tunePolicy(cell, named('dense'), 10, 1)).toThrow(/no parameters/);
  });
});
