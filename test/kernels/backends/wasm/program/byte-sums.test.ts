import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blockHeight,
  blockRowCount,
  type Int8Ladder,
  instantiateProgram,
  packBlockLadder,
  packInt8Ladder,
  plainPlane,
  StepTable,
  WasmArena,
  writeByteLadder,
  writeDenseBytes,
} from '../../../../../kernels/index.ts';
import { seededOrder, seededValues } from '../../../../../kernels/testing/seeded-values.ts';
import { builds } from '../../../../helpers/kernel-memory.ts';

const cases = fc.record({
  rows: fc.integer({ min: 1, max: 11 }),
  cols: fc.integer({ min: 1, max: 30 }),
  pixels: fc.integer({ min: 2, max: 40 }),
  level: fc.integer({ min: 0, max: 2 }),
  seed: fc.integer(),
  /** Largest products of all: where instructions saturate, it would show. */
  extreme: fc.boolean(),
});

describe.each(builds)('sums of bytes, %s build', (build) => {
  const arena = new WasmArena();
  const kernels = instantiateProgram(arena.memory, build);
  const exact = (pairs: number, x: number) => kernels.byteDotProbe(pairs, 127, x, 5) === 4 * 127 * x + 5;
  const usable = [2, 3, 4].filter(
    (kernel) => kernel === 4 || (kernel === 3 ? exact(1, 127) : exact(0, 127) && exact(0, 255)),
  );

  test.each(usable)('kernel %i gives the exact integers of every level', (kernel) => {
    fc.assert(
      fc.property(cases, ({ rows, cols, pixels, level, seed, extreme }) => {
        arena.reset();
        const weights = seededValues(seed, rows * cols, 'uniform').map((v) => (extreme ? Math.sign(v) : v));
        const blocks = blockRowCount(rows) * cols;
        const ends = [blocks, Math.floor(blocks / 2), Math.floor(blocks / 9)];
        const dense = { rows, cols, values: weights };
        const ladder = packInt8Ladder(packBlockLadder(dense, seededOrder(seed, blocks), ends));
        const int8 = rowsOf(ladder, level);
        const plane = Math.ceil(pixels / 8) * 8;
        const x = arena.allocate(cols * plane + 64);
        const bytes = new Uint8Array(arena.memory.buffer, x, cols * plane);
        seededValues(seed + 1, bytes.length, 'uniform').forEach((v, i) => {
          bytes[i] = extreme ? 127 : Math.floor(Math.abs(v) * 127.99);
        });
        const padded = blockRowCount(rows) * blockHeight;
        const out = arena.allocate(padded * plainPlane(pixels) + 64);
        const table = new StepTable(arena, 1, 0);
        table.convolve(0, {
          ...{ kernel, channels: rows, pixels, x, panelBytes: 8, residual: 0, out, keeps: true },
          floor: Number.NEGATIVE_INFINITY,
        });
        const columns = Array.from({ length: cols }, (_, c) => c * plane);
        const ones = arena.putFloats(new Float32Array(padded).fill(1));
        const zeros = arena.putFloats(new Float32Array(padded));
        if (level === 0) {
          const { entry } = writeDenseBytes(arena, int8, columns);
          const place = { segments: arena.putIntegers(entry), segmentCount: 1, columns: Math.ceil(cols / 4) };
          table.weights(0, { ...place, scale: ones, bias: zeros });
        } else {
          const written = writeByteLadder(arena, ladder, columns);
          const entries = [2, 1, 0].flatMap((k) => [...written[k]!.entry]);
          const place = { segments: arena.putIntegers(entries), segmentCount: 3 - level, columns: 0 };
          table.weights(0, { ...place, scale: ones, bias: zeros });
        }
        kernels.run(table.address, 0, 1);
        for (let r = 0; r < rows; r++) {
          const found = arena.floats(out + r * plainPlane(pixels), pixels);
          for (let p = 0; p < pixels; p++) {
            let sum = 0;
            for (let c = 0; c < cols; c++) sum += int8.values[r * cols + c]! * bytes[c * plane + p]!;
            expect(found[p]).toBe(Math.fround(sum));
          }
        }
      }),
      { seed: 9, numRuns: 100 },
    );
  });
});

/** Dense rows of a level, [rows][cols]. */
function rowsOf({ rows, cols, segments, scales }: Int8Ladder, level: number) {
  const values = new Int8Array(rows * cols);
  for (const segment of segments.slice(level)) {
    const { rowPointers, columns, values: stored } = segment!;
    for (let r = 0; r + 1 < rowPointers.length; r++) {
      for (let b = rowPointers[r]!; b < rowPointers[r + 1]!; b++) {
        for (let i = 0; i < blockHeight && r * blockHeight + i < rows; i++) {
          values[(r * blockHeight + i) * cols + columns[b]!] = stored[b * blockHeight + i]!;
        }
      }
    }
  }
  return { rows, cols, values, scales };
}
