import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableAt } from '../../sim/sparsity/table-at.ts';
import { networks } from '../scenario/simulate/small-target.ts';

const { test: table } = networks[0]!;

describe('a table of some samples', () => {
  it('holds of each what the whole holds of it', () => {
    const some = fc
      .uniqueArray(fc.integer({ min: 0, max: table.sampleCount - 1 }), { minLength: 1, maxLength: 40 })
      .map((positions) => Uint32Array.from(positions).sort());
    fc.assert(
      fc.property(some, (positions) => {
        const cut = tableAt(table, positions);
        expect(cut.sampleCount).toBe(positions.length);
        expect(cut.topClass.length).toBe(table.points.length * positions.length);
        positions.forEach((position, i) => {
          expect(cut.labels[i]).toBe(table.labels[position]);
          expect(cut.conditions[i]).toBe(table.conditions[position]);
          for (let point = 0; point < table.points.length; point++) {
            const [to, from] = [point * positions.length + i, point * table.sampleCount + position];
            expect(cut.topClass[to]).toBe(table.topClass[from]);
            expect(cut.confidence[to]).toBe(table.confidence[from]);
            expect(cut.effectiveMacs[to]).toBe(table.effectiveMacs[from]);
          }
        });
      }),
      { seed: 42, numRuns: 50 },
    );
  });

  it('of all samples is the table', () => {
    expect(
      tableAt(
        table,
        Uint32Array.from({ length: table.sampleCount }, (_, i) => i),
      ),
    ).toEqual(table);
  });

  it('refuses a sample that is not there', () => {
    expect(() => tableAt(table, Uint32Array.of(3, 600))).toThrow(/sample 600 of ladder .* has 600/);
  });
});
