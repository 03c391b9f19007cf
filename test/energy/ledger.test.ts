import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causes } from '../../sim/energy/cause.ts';
import { causeIndex, Ledger } from '../../sim/energy/ledger.ts';

describe('ledger', () => {
  it('keeps parts equal to the whole over terms of very different size', () => {
    const entry = fc.record({
      unit: fc.nat(2),
      cause: fc.nat(causes.length - 1),
      exponent: fc.integer({ min: -12, max: 6 }),
      times: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 50 }), (entries) => {
        const ledger = new Ledger(['mcu', 'gpu', 'link']);
        for (const e of entries)
          for (let i = 0; i < e.times; i++) ledger.add(e.unit, e.cause, 1.1 * 10 ** e.exponent);
        ledger.check();
        const parts = ledger.entries().flatMap((e) => e.joules);
        const expected = entries.reduce((sum, e) => sum + e.times * 1.1 * 10 ** e.exponent, 0);
        expect(Math.abs(parts.reduce((a, b) => a + b, 0) - expected)).toBeLessThanOrEqual(1e-12 * expected);
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('drains a battery and stops at empty', () => {
    const ledger = new Ledger(['mcu'], 10);
    ledger.add(0, causeIndex('compute'), 2.5);
    expect(ledger.batteryShare()).toBe(0.75);
    ledger.add(0, causeIndex('idle'), 20);
    expect(ledger.batteryShare()).toBe(0);
    expect(new Ledger(['mcu']).batteryShare()).toBe(1);
    expect(() => new Ledger(['mcu'], 0)).toThrow(/battery of 0 J/);
  });
});
