import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activationLayout,
  type DenseMatrix,
  GroupedLayer,
  packBlockLadder,
  packCsr,
  unpackBlockLadder,
} from '../../../../kernels/index.ts';
import { seededOrder, seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { anyWindow, builds, KernelMemory, windowLayouts } from '../../../helpers/kernel-memory.ts';
import { expectConvolution } from '../../../helpers/window-case.ts';

const int = (min: number, max: number) => fc.integer({ min, max });

const anyLayer = fc.record({
  window: anyWindow,
  split: int(1, 4),
  share: int(1, 2),
  rows: int(1, 6),
  lanes: fc.constantFrom<1 | 8>(1, 8),
  groups: int(1, 2),
  relu: fc.boolean(),
  seed: fc.integer(),
});

/** The parts below each other, as the grouped reference reads them. */
function stack(parts: readonly DenseMatrix[]): DenseMatrix {
  const { rows, cols } = parts[0]!;
  const values = Float32Array.from(parts.flatMap((part) => [...part.values]));
  return { rows: rows * parts.length, cols, values };
}

describe.each(builds)('grouped convolution, %s build', (build) => {
  const memory = new KernelMemory(build);

  test('agrees with float64 in every form of weights and at every level', () => {
    fc.assert(
      fc.property(anyLayer, ({ window, split, share, rows, lanes, groups, relu, seed }) => {
        const shape = { ...window, channels: split * share, groups: split };
        const cols = share * shape.kernelH * shape.kernelW;
        const parts = Array.from({ length: split }, (_, g) => ({
          ...{ rows, cols },
          values: seededValues(seed + g, rows * cols, 'uniform'),
        }));
        const blocks = Math.ceil(rows / 4) * cols;
        const ladders = parts.map((part, g) =>
          packBlockLadder(part, seededOrder(seed + g, blocks), [blocks, Math.floor(blocks / 3)]),
        );
        const all = rows * split;
        const scale = seededValues(seed + 90, 2 * all, 'uniform');
        const bias = seededValues(seed + 91, 2 * all, 'uniform');
        const rowsAt = (k: number) => ({
          scale: scale.subarray(k * all, (k + 1) * all),
          bias: bias.subarray(k * all, (k + 1) * all),
          relu,
        });
        const scratch = memory.reset();
        const { input, output } = windowLayouts(shape, all, lanes, groups);
        const samples = groups * lanes;
        const x = seededValues(seed + 92, samples * shape.channels * shape.height * shape.width, 'uniform');
        const [from, to] = [memory.write(input, x), memory.empty(output)];
        const shared = [memory.arena, memory.runner, scratch] as const;
        const weights = parts.map((dense, g) => ({ dense, ladder: ladders[g]! }));
        const layer = new GroupedLayer(...shared, weights, shape, { scale, bias, relu }, input, output);
        const check = (matrix: DenseMatrix, level: number, what: string) => {
          expectConvolution(memory.read(output, to), matrix, x, samples, shape, rowsAt(level), what);
          memory.arena.floats(to, output.bytes / 4).fill(Number.NaN);
        };
        layer.dense(from, to);
        check(stack(parts), 0, 'dense');
        for (const level of [1, 0, 1]) {
          layer.ladder(from, to, level);
          check(stack(ladders.map((ladder) => unpackBlockLadder(ladder, level))), level, `level ${level}`);
        }
        const rowsOf = parts.map((part) => ({ csr: packCsr(part) }));
        const csr = new GroupedLayer(...shared, rowsOf, shape, rowsAt(0), input, output);
        csr.csr(from, to);
        check(stack(parts), 0, 'compressed rows');
      }),
      { seed: 42, numRuns: 80 },
    );
  });
});

test('parts that do not fit are refused', () => {
  const memory = new KernelMemory('reproducible');
  const scratch = memory.reset();
  const steps = { strideH: 1, strideW: 1, dilationH: 1, dilationW: 1 };
  const pads = { padTop: 0, padLeft: 0, padBottom: 0, padRight: 0 };
  const shape = { channels: 4, height: 2, width: 2, kernelH: 1, kernelW: 1, ...steps, ...pads, groups: 2 };
  const input = activationLayout(shape, 8);
  const dense = (rows: number) => ({ dense: { rows, cols: 2, values: new Float32Array(rows * 2) } });
  const make =
    (weights: ReturnType<typeof dense>[], channels: number, epilogue = {}) =>
    () =>
      new GroupedLayer(
        ...([memory.arena, memory.runner, scratch, weights, shape, epilogue, input] as const),
        activationLayout({ channels, height: 2, width: 2 }, 8),
      );
  expect(make([dense(2), dense(2)], 4)).not.toThrow();
  expect(make([dense(2)], 4)).toThrow(RangeError);
  expect(make([dense(2), dense(3)], 5)).toThrow(/2 and 3 rows/);
  expect(make([dense(2), dense(2)], 3)).toThrow(/the groups make 4/);
  expect(make([dense(2), dense(2)], 4, { bias: new Float32Array(3) })).toThrow(/bias/);
});
