import { beforeAll, describe, expect, it } from 'vitest';
import { renderValidation } from '../../sim/report/text/render-validation.ts';
import { type ValidationReport, validate } from '../../sim/validate/validate.ts';
import { expectPrintedErrors } from './expect-printed-errors.ts';

const reports = new Map<string, ValidationReport>();
beforeAll(async () => {
  for (const name of ['server-gpu', 'edge-gpu', 'sparse'] as const) reports.set(name, await validate(name));
});

const summary = (name: string, quantity: string, group: string) => {
  const found = reports.get(name)!.classes.find((one) => one.quantity === quantity && one.group === group);
  if (!found) throw new Error(`no group ${name} ${quantity} ${group}`);
  return found;
};

describe('errors on GPUs and sparse runs that the calibration had not seen', () => {
  // [class, quantity, group, devices, rows, most error in per cent]: floors of the models; they must not be lost again.
  it.each([
    ['server-gpu', 'throughput', 'family-known', 4, 22, 15],
    ['server-gpu', 'throughput', 'novel', 4, 16, 18],
    ['server-gpu', 'latency', 'family-known', 4, 13, 20],
    ['server-gpu', 'power', 'family-known', 3, 9, 10],
    ['server-gpu', 'energy', 'family-known', 3, 9, 15],
    ['edge-gpu', 'throughput', 'novel', 2, 28, 30],
    ['edge-gpu', 'latency', 'novel', 3, 54, 32],
    ['edge-gpu', 'power', 'novel', 3, 57, 30],
    ['edge-gpu', 'energy', 'novel', 3, 57, 35],
    ['sparse', 'speedup', 'family-known', 5, 14, 15],
  ])('stay low: %s %s, %s', (name, quantity, group, devices, rows, most) => {
    const found = summary(name, quantity, group);
    expect(found).toMatchObject({ class: name, devices, rows });
    expect(found.mapePercent).toBeLessThan(most);
    expect(found.reached).not.toBe('nothing');
    expect(found.difference!.value).toBeLessThan(0);
  });

  it('are held by honest intervals where the family is known', () => {
    for (const quantity of ['throughput', 'latency', 'power', 'energy']) {
      const found = summary('server-gpu', quantity, 'family-known');
      expect(found.intervalCoverage, quantity).toBeGreaterThanOrEqual(0.8);
      expect(found.intervalRatio, quantity).toBeLessThan(2.2);
    }
  });

  it('keep the sign of every sparse speed-up and the order of those against the same run', () => {
    const found = summary('sparse', 'speedup', 'family-known');
    expect(found.signsRight).toEqual({ right: 14, of: 14 });
    expect(found.ordersRight!.right).toBe(found.ordersRight!.of);
    expect(found.ordersRight!.of).toBeGreaterThan(10);
    expect(renderValidation(reports.get('sparse')!).join('\n')).toContain('sign of 14 of 14 rows right');
    expect(summary('server-gpu', 'power', 'family-known').signsRight).toBeNull();
  });

  it('leave other engines apart, and say which rows nothing was said of', () => {
    expect(summary('server-gpu', 'throughput', 'runtime-unknown').byDevice).toHaveProperty('rtx-a5000');
    const { rows } = reports.get('server-gpu')!;
    expect(rows.find(({ quantity }) => quantity === 'throughput')!.unpredicted).toHaveLength(1);
    expect(rows.some(({ quantity }) => quantity === 'speedup')).toBe(false);
  });

  it('are those that predictions print: node --import tsx tools/write-validation.ts', async () => {
    await expectPrintedErrors([...reports.values()]);
  });
});
