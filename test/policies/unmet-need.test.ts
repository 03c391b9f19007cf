import { describe, expect, it } from 'vitest';
import { unmetNeed } from '../../sim/policies/unmet-need.ts';
import { contextOf } from './small-context.ts';

const option = (traits: object) => ({ id: 'L0', wrong: 0, serviceNs: 1, energyJ: 1, traits });

describe('a need for points', () => {
  it.each([
    ['delta points', { deltaThreshold: 0.1 }],
    ['exit points', { exit: 1 }],
  ] as const)('%s is not met by those alone of which something is switched off', (need, traits) => {
    const masked = contextOf([option({}), option({ ...traits, masked: { of: 'regions', share: 0.5 } })]);
    expect(unmetNeed({ needs: [need] }, masked)).toMatch(`needs ${need}`);
    const whole = contextOf([option({}), option(traits)]);
    expect(unmetNeed({ needs: [need] }, whole)).toBeNull();
  });
});
