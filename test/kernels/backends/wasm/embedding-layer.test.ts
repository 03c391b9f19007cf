import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activationLayout, EmbeddingLayer, embeddingReference } from '../../../../kernels/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { builds, KernelMemory } from '../../../helpers/kernel-memory.ts';

const int = (min: number, max: number) => fc.integer({ min, max });

describe.each(builds)('embedding, %s build', (build) => {
  const memory = new KernelMemory(build);

  test('gives the rows of the table, and zeros where there is no token', () => {
    fc.assert(
      fc.property(
        int(1, 20),
        int(1, 19),
        fc.array(fc.nat(), { maxLength: 20 }),
        fc.constantFrom<1 | 8>(1, 8),
        fc.integer(),
        (rows, cols, picks, lanes, seed) => {
          memory.reset();
          const table = { rows, cols, values: seededValues(seed, rows * cols, 'uniform') };
          const ids = picks.map((pick) => pick % rows);
          const groups = Math.ceil(ids.length / lanes) + 1;
          const layout = activationLayout({ channels: cols, height: 1, width: 1 }, lanes, { groups });
          const y = memory.empty(layout);
          const layer = new EmbeddingLayer(memory.arena, memory.runner, table, layout);
          layer.run(ids, y);
          const found = memory.read(layout, y);
          const expected = embeddingReference(table, ids);
          for (let i = 0; i < groups * lanes; i++) {
            for (let c = 0; c < cols; c++) {
              expect(found[i * cols + c]).toBe(i < ids.length ? expected[c * ids.length + i] : 0);
            }
          }
        },
      ),
      { seed: 42, numRuns: 120 },
    );
  });

  test.each([
    [[0, 3], /id 3 at place 1 is not in the table; it has rows 0 to 2/],
    [[-1], /id -1 at place 0/],
    [[1.5], /id 1.5/],
    [[Number.NaN], /id NaN/],
    [new Array(9).fill(0), /9 ids; the output has room for 8/],
  ])('refuses ids %j before anything is written', (ids, message) => {
    memory.reset();
    const table = { rows: 3, cols: 4, values: new Float32Array(12) };
    const layout = activationLayout({ channels: 4, height: 1, width: 1 }, 8);
    const y = memory.empty(layout);
    const layer = new EmbeddingLayer(memory.arena, memory.runner, table, layout);
    expect(() => layer.run(ids, y)).toThrow(RangeError);
    expect(() => layer.run(ids, y)).toThrow(message);
    expect(memory.read(layout, y).every(Number.isNaN)).toBe(true);
  });
});
