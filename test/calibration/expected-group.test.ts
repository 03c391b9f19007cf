import { describe, expect, it } from 'vitest';
import { expectedGroup, type Group } from '../../sim/calibration/groups.ts';
import type { MeasuredRow } from '../../sim/calibration/measured/measured-row.ts';
import { sampleRow } from './sample-row.ts';

const measured = { latencyMs: 10, powerW: 0.05, energyJ: 5e-4 };
const row = sampleRow({ usual: ['clockMhz', 'supplyV', 'regulator'] });
const seen = (...rows: readonly Partial<MeasuredRow>[]) =>
  rows.map((parts) => sampleRow({ ...measured, ...parts }));

describe('the group whose errors a prediction is expected to have', () => {
  it.each<[string, readonly Partial<MeasuredRow>[], Group | null]>([
    ['the very case', [{}], null],
    ['the very case at a clock and supply that nobody stated', [{ clockMhz: null, supplyV: null }], null],
    ['the very case at another clock', [{ clockMhz: 70 }], 'same-chip'],
    ['its network in other numbers', [{ precision: 'fp32' }], 'same-chip'],
    [
      'its network elsewhere, and its chip with another',
      [{ network: 'other' }, { chip: 'm467' }],
      'new-network',
    ],
    [
      'its chip under its runtime with another network, its network under another runtime',
      [{ network: 'other' }, { runtime: 'other', lineage: 'other' }],
      'new-network',
    ],
    ['its chip, measured in nothing but power', [{ latencyMs: null }], 'novel'],
    ['power of its chip and times of its family', [{ latencyMs: null }, { chip: 'm467' }], 'family-known'],
    ['another core of its chip', [{ family: 'hexagon' }], 'novel'],
  ])('that has seen %s', (_, rows, group) => {
    expect(expectedGroup(row, seen(...rows), 'latency')).toBe(group);
  });

  it('is another setting where a clock was asked for that no row states', () => {
    expect(expectedGroup(sampleRow(), seen({ clockMhz: null }), 'latency')).toBe('same-chip');
  });

  it('tells scenarios apart for power, not for time', () => {
    const rows = seen({ scenario: 'Streaming' });
    expect(expectedGroup(row, rows, 'latency')).toBeNull();
    expect(expectedGroup(row, rows, 'power', false)).toBe('same-chip');
  });

  it('takes every runtime as its own where that decides little, once the network was seen on the chip', () => {
    const rows = seen({ runtime: 'other', lineage: 'other' });
    expect(expectedGroup(row, rows, 'power', false)).toBe('same-chip');
    expect(expectedGroup(row, rows, 'latency')).toBe('runtime-unknown');
  });
});
