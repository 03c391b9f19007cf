import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blockHeight,
  blockRowCount,
  channelFours,
  type Int8Ladder,
  instantiateProgram,
  mostOfVector,
  packBlockLadder,
  packInt8Ladder,
  plainPlane,
  StepTable,
  unfoldedColumns,
  unfoldedLayout,
  WasmArena,
  writeByteLadder,
  writeDenseBytes,
} from '../../../../../kernels/index.ts';
import { seededOrder, seededValues } from '../../../../../kernels/testing/seeded-values.ts';
import { builds } from '../../../../helpers/kernel-memory.ts';

const cases = fc.record({
  rows: fc.integer({ min: 1, max: 11 }),
  /** Columns, or channels of a window of 3x3. */
  cols: fc.integer({ min: 1, max: 30 }),
  pixels: fc.integer({ min: 2, max: 40 }),
  level: fc.integer({ min: 0, max: 2 }),
  /** Whether level 1 reads the dense form's weights. */
  shares: fc.boolean(),
  chained: fc.boolean(),
  seed: fc.integer(),
  /** Largest products of all: where instructions saturate, it would show. */
  extreme: fc.boolean(),
});

/** Weights that chains are full of, or the largest. */
function weightsOf(rows: number, cols: number, seed: number, extreme: boolean) {
  const values = seededValues(seed, rows * cols, 'uniform').map((v) => (extreme ? Math.sign(v) : v ** 3));
  return { rows, cols, values };
}

function ladderOf(dense: { rows: number; cols: number; values: Float32Array }, seed: number): Int8Ladder {
  const blocks = blockRowCount(dense.rows) * dense.cols;
  const ends = [blocks, Math.floor(blocks / 2), Math.floor(blocks / 9)];
  return packInt8Ladder(packBlockLadder(dense, seededOrder(seed, blocks), ends));
}

const withoutDense = (ladder: Int8Ladder): Int8Ladder => ({
  ...ladder,
  densest: 1,
  segments: [null, ...ladder.segments.slice(1)],
});

describe.each(builds)('sums of bytes, %s build', (build) => {
  const arena = new WasmArena();
  const kernels = instantiateProgram(arena.memory, build);
  const exact = (pairs: number, x: number) => kernels.byteDotProbe(pairs, 127, x, 5) === 4 * 127 * x + 5;
  const usable = ([2, 3, 4] as const).filter(
    (kernel) => kernel === 4 || (kernel === 3 ? exact(1, 127) : exact(0, 127) && exact(0, 255)),
  );
  const room = () => ({ row: arena.allocate(16 * 100), rowColumns: arena.allocate(8 * 100) });
  const unpacked = { packed: 0, packRoom: 0, channelBytes: 0, groups: 0, wide: false };
  const constants = (rows: number) => {
    const padded = blockRowCount(rows) * blockHeight;
    const scale = arena.putFloats(new Float32Array(padded).fill(1));
    return { scale, bias: arena.putFloats(new Float32Array(padded)) };
  };
  const putActivations = (size: number, seed: number, extreme: boolean) => {
    const x = arena.allocate(size + 64);
    const bytes = new Uint8Array(arena.memory.buffer, x, size);
    seededValues(seed + 1, size, 'uniform').forEach((v, i) => {
      bytes[i] = extreme ? 127 : Math.floor(Math.abs(v) * 127.99);
    });
    return { x, bytes: bytes.slice() };
  };

  test.each(usable)('kernel %i gives the exact integers of every level', (kernel) => {
    fc.assert(
      fc.property(cases, ({ rows, cols, pixels, level, shares, chained, seed, extreme }) => {
        arena.reset();
        const ladder = ladderOf(weightsOf(rows, cols, seed, extreme), seed);
        const int8 = rowsOf(ladder, level);
        const plane = Math.ceil(pixels / 8) * 8;
        const { x, bytes } = putActivations(cols * plane, seed, extreme);
        const out = arena.allocate(blockRowCount(rows) * blockHeight * plainPlane(pixels) + 64);
        const table = new StepTable(arena, 1, 0);
        const step = { channels: rows, pixels, x, residual: 0, out, keeps: true };
        table.convolveBytes(
          0,
          { ...step, floor: Number.NEGATIVE_INFINITY },
          { kernel, ...room(), ...unpacked },
        );
        const columns = Array.from({ length: cols }, (_, c) => c * plane);
        const dense = writeDenseBytes(arena, rowsOf(ladder, 0), columns, chained);
        const beside = shares ? dense : null;
        const lists = writeByteLadder(arena, withoutDense(ladder), columns, chained, beside);
        table.weights(0, { ...(level === 0 ? dense.lists : lists[level]!), ...constants(rows) });
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

  const packing = usable.filter((kernel) => kernel !== 4);
  test.runIf(packing.length > 0)('a packed input gives the integers of one that is read in place', () => {
    fc.assert(
      fc.property(
        cases,
        fc.constantFrom(1 as const, 2 as const),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(...packing),
        ({ rows, cols, pixels, chained, seed, extreme }, stride, wide, replaces, kernel) => {
          arena.reset();
          const window = { kernelH: 3, kernelW: 3, padTop: 1, padLeft: 1, padBottom: 1, padRight: 1 };
          const shape = {
            ...{ channels: 4 * Math.ceil(cols / 12), height: 3, width: pixels, ...window },
            ...{ strideH: stride, strideW: stride, dilationH: 1, dilationW: 1 },
          };
          const layout = unfoldedLayout(shape, 1);
          const columns = unfoldedColumns(layout, shape)!;
          const dense = quantised(weightsOf(rows, columns.length, seed, extreme));
          const { x, bytes } = putActivations(layout.bytes, seed, extreme);
          const places = layout.outHeight * layout.outWidth;
          const fours = channelFours(layout, columns)!;
          const results = [null, fours].map((packed) => {
            new Uint8Array(arena.memory.buffer, x, bytes.length).set(bytes);
            const out = arena.allocate(blockRowCount(rows) * blockHeight * plainPlane(places) + 64);
            const apart = packed && !replaces ? arena.allocate(fours.bytes) : x;
            const table = new StepTable(arena, 1, 0);
            const step = { channels: rows, pixels: places, x, residual: 0, out, keeps: true, floor: -1e9 };
            const place = packed
              ? {
                  packed: apart,
                  packRoom: replaces ? arena.allocate(4 * fours.channelBytes) : 0,
                  channelBytes: fours.channelBytes,
                  groups: fours.groups,
                  wide,
                }
              : unpacked;
            table.convolveBytes(0, step, { kernel, ...room(), ...place });
            const { lists } = writeDenseBytes(arena, dense, columns, chained, packed);
            table.weights(0, { ...lists, ...constants(rows) });
            kernels.run(table.address, 0, 1);
            return Array.from({ length: rows }, (_, r) =>
              arena.floats(out + r * plainPlane(places), places).slice(),
            );
          });
          expect(results[1]).toEqual(results[0]);
        },
      ),
      { seed: 11, numRuns: 100 },
    );
  });

  test('a vector as 16-bit numbers gives the exact integers of every level', () => {
    fc.assert(
      fc.property(cases, fc.boolean(), ({ rows, cols, level, shares, seed, extreme }, scattered) => {
        arena.reset();
        const ladder = ladderOf(weightsOf(rows, cols, seed, extreme), seed);
        const int8 = rowsOf(ladder, level);
        const values = seededValues(seed + 2, cols, 'uniform').map((v) => (extreme ? 3 : 5 * v));
        const offsets = Uint32Array.from({ length: cols }, (_, c) =>
          scattered ? 8 * (cols - 1 - c) : 4 * c,
        );
        const x = arena.allocate(8 * cols + 64);
        offsets.forEach((offset, c) => {
          arena.floats(x + offset, 1)[0] = values[c]!;
        });
        const out = arena.allocate(blockRowCount(rows) * blockHeight * 4 + 64);
        const table = new StepTable(arena, 1, 0);
        table.multiplyBytes(0, rows, {
          ...{ x, out, floor: Number.NEGATIVE_INFINITY, columns: cols, ...room() },
          ...{ offsets: scattered ? arena.putIntegers(offsets) : 0, vector: arena.allocate(8 * 8) },
        });
        const columns = Array.from({ length: cols }, (_, c) => 2 * c);
        const dense = writeDenseBytes(arena, rowsOf(ladder, 0), columns, false);
        const lists = writeByteLadder(arena, withoutDense(ladder), columns, false, shares ? dense : null);
        table.weights(0, { ...(level === 0 ? dense.lists : lists[level]!), ...constants(rows) });
        kernels.run(table.address, 0, 1);
        const most = mostOfVector(cols);
        const largest = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
        const inverse = Math.fround(most / largest);
        const unit = Math.fround(largest / most);
        for (let r = 0; r < rows; r++) {
          let sum = 0;
          for (let c = 0; c < cols; c++) {
            sum += int8.values[r * cols + c]! * nearest(Math.fround(values[c]! * inverse));
          }
          expect(Math.abs(sum)).toBeLessThan(2 ** 31);
          expect(arena.floats(out, rows)[r]).toBe(Math.fround(Math.fround(sum) * unit));
        }
      }),
      { seed: 12, numRuns: 100 },
    );
  });

  test('a vector of zeros, or of what is no number, gives numbers', () => {
    arena.reset();
    for (const value of [0, Number.NaN, 1e-40]) {
      const x = arena.putFloats(new Float32Array(8).fill(value));
      const out = arena.allocate(80);
      const table = new StepTable(arena, 1, 0);
      const step = { x, out, floor: Number.NEGATIVE_INFINITY, columns: 8, offsets: 0, ...room() };
      table.multiplyBytes(0, 1, { ...step, vector: arena.allocate(16) });
      const rows = { rows: 1, cols: 8, values: new Int8Array(8).fill(9), scales: Float32Array.of(1) };
      const { lists } = writeDenseBytes(arena, rows, [0, 2, 4, 6, 8, 10, 12, 14], false);
      table.weights(0, { ...lists, ...constants(1) });
      kernels.run(table.address, 0, 1);
      if (!Number.isNaN(value)) expect(Math.abs(arena.floats(out, 1)[0]!)).toBe(0);
    }
  });
});

/** Nearest, ties to even. */
function nearest(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

function quantised({ rows, cols, values }: { rows: number; cols: number; values: Float32Array }) {
  const largest = values.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-9);
  const int8 = Int8Array.from(values, (v) => Math.round((127 * v) / largest));
  return { rows, cols, values: int8, scales: new Float32Array(rows).fill(1) };
}

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
