import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Group, groupOf } from '../../sim/calibration/groups.ts';
import { folds, type HoldOut, heldWith } from '../../sim/calibration/hold-out.ts';
import type { MeasuredRow } from '../../sim/calibration/measured/measured-row.ts';
import { sampleRow } from './sample-row.ts';

const row = sampleRow();

describe('the group of a row', () => {
  it.each<[string, readonly Partial<MeasuredRow>[], Group | null]>([
    ['nothing of its family', [{ chip: 'u575', family: 'cortex-m33' }], 'novel'],
    [
      'another chip of its family under another runtime',
      [{ chip: 'm467', runtime: 'onnc-zephyr' }],
      'runtime-unknown',
    ],
    ['another chip of its family under its runtime', [{ chip: 'm467' }], 'family-known'],
    [
      'its runtime, but only on another family',
      [
        { chip: 'm467', runtime: 'onnc-zephyr' },
        { chip: 'u575', family: 'cortex-m33' },
      ],
      'runtime-unknown',
    ],
    ['its chip at another supply', [{ supplyV: 3 }], 'same-chip'],
    ['its chip through another regulator', [{ regulator: 'switching' }], 'same-chip'],
    ['its chip at another clock', [{ clockMhz: 70 }], 'same-chip'],
    ['its chip on another board at its point', [{ device: 'another board' }], null],
    ['its chip and runtime on another network', [{ network: 'mlperf-tiny-ic' }], 'new-network'],
    [
      'its chip on another network, under another runtime',
      [{ network: 'mlperf-tiny-ic', runtime: 'hale-1.0' }],
      null,
    ],
    [
      'its network on another chip, and its chip on another network',
      [{ chip: 'm467' }, { network: 'mlperf-tiny-ic' }],
      null,
    ],
    ['nothing at all', [], 'novel'],
  ])('that has seen %s', (_, seen, group) => {
    expect(groupOf(row, seen.map(sampleRow))).toBe(group);
  });

  it('does not ask for the runtime where that decides little', () => {
    const seen = [sampleRow({ chip: 'm467', runtime: 'onnc-zephyr' })];
    expect(groupOf(row, seen, false)).toBe('family-known');
    expect(groupOf(row, [], false)).toBe('novel');
  });

  it('takes versions of one software as one runtime where asked to', () => {
    const seen = [sampleRow({ chip: 'm467', runtime: 'x-cube-ai-8.0', lineage: 'x-cube-ai' })];
    expect(groupOf(row, seen)).toBe('runtime-unknown');
    expect(groupOf(row, seen, 'lineage')).toBe('family-known');
    expect(groupOf(sampleRow({ lineage: 'onnc' }), seen, 'lineage')).toBe('runtime-unknown');
  });
});

const anyRow = fc
  .record({
    chip: fc.constantFrom('a', 'b', 'c', 'd'),
    board: fc.constantFrom('1', '2'),
    runtime: fc.constantFrom('r', 's'),
    network: fc.constantFrom('x', 'y', 'z'),
    clockMhz: fc.constantFrom(40, 80),
    use: fc.constantFrom('score' as const, 'leave-out' as const),
  })
  .map(({ chip, board, ...rest }) =>
    // Two chips a family, as the second letter of the alphabet goes.
    sampleRow({ chip, device: `${chip}${board}`, family: chip < 'c' ? 'first' : 'second', ...rest }),
  );
const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 14 });

describe('holding out', () => {
  it.each<[HoldOut, readonly (Group | null)[]]>([
    ['chip', ['family-known', 'runtime-unknown', 'novel']],
    ['network', ['new-network', 'same-chip', 'family-known', 'runtime-unknown', 'novel', null]],
    ['operating-point', ['same-chip', 'new-network', 'family-known', 'runtime-unknown', 'novel', null]],
  ])('by %s predicts every row once from rows that share nothing of it', (holdOut, allowed) => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const all = folds(rows, holdOut);
        const usable = rows.filter((one) => one.use === 'score');
        expect(
          all
            .flatMap(({ held }) => held)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(usable.map(({ id }) => id).sort());
        for (const { held, kept } of all) {
          expect(held.length + kept.length).toBe(usable.length);
          const names = new Set(held.map((one) => heldWith(one, holdOut)));
          expect(names.size).toBe(1);
          for (const one of kept) expect(names.has(heldWith(one, holdOut))).toBe(false);
          for (const one of held) expect(allowed).toContain(groupOf(one, kept));
          // All boards of a chip go with it.
          if (holdOut === 'chip')
            for (const one of kept) expect(held.map(({ chip }) => chip)).not.toContain(one.chip);
        }
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('never knows less of a row the more rows it has seen', () => {
    const order: readonly (Group | null)[] = ['novel', 'runtime-unknown', 'family-known'];
    fc.assert(
      fc.property(anyRows, anyRow, (rows, one) => {
        const others = rows.filter(({ chip }) => chip !== one.chip);
        for (let n = 1; n <= others.length; n++) {
          const before = order.indexOf(groupOf(one, others.slice(0, n - 1)));
          expect(order.indexOf(groupOf(one, others.slice(0, n)))).toBeGreaterThanOrEqual(before);
        }
      }),
      { seed: 42, numRuns: 100 },
    );
  });
});
