import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canUnfold,
  instantiateProgram,
  plainPlane,
  StepTable,
  unfoldedColumns,
  unfoldedLayout,
  WasmArena,
} from '../../../../../kernels/index.ts';
import { conv2dOutput } from '../../../../../kernels/ops/conv2d/conv2d-shape.ts';
import { im2colReference } from '../../../../../kernels/ops/conv2d/reference.ts';
import { seededValues } from '../../../../../kernels/testing/seeded-values.ts';
import { anyWindow, builds } from '../../../../helpers/kernel-memory.ts';

const unfoldable = fc
  .tuple(anyWindow, fc.constantFrom(1, 2))
  .map(([s, stride]) => ({ ...s, strideH: stride, strideW: stride, dilationH: 1, dilationW: 1 }))
  .filter((s) => conv2dOutput(s).height > 0 && conv2dOutput(s).width > 0);

/** What convolutions read for a value: nearest step of 0 to 127, halves up. */
const byteOf = (value: number, scale: number) => {
  const inverse = Math.fround(1 / scale);
  const steps = Math.fround(Math.fround(Math.fround(value) * inverse) + 0.5);
  return Math.min(127, Math.max(0, Math.trunc(steps)));
};

describe.each(builds)('unfolded layouts, %s build', (build) => {
  const arena = new WasmArena();
  const kernels = instantiateProgram(arena.memory, build);

  test.each([4, 1] as const)(
    'hold each column of the matrix, pixel after pixel, in %i bytes a value',
    (bytes) => {
      fc.assert(
        fc.property(unfoldable, fc.integer(), (shape, seed) => {
          arena.reset();
          const pixels = shape.height * shape.width;
          const image = seededValues(seed, shape.channels * pixels, 'uniform');
          const layout = unfoldedLayout(shape, bytes);
          const at = arena.allocate(layout.bytes);
          // What lay there before must not show.
          new Uint8Array(arena.memory.buffer, at, layout.bytes).fill(77);
          const plane = plainPlane(pixels) / 4;
          const plain = arena.allocate(64) + 64;
          arena.allocate(shape.channels * plane * 4 + 64);
          const values = arena.floats(plain, shape.channels * plane);
          values.fill(Number.NaN);
          for (let c = 0; c < shape.channels; c++) {
            values.set(image.subarray(c * pixels, (c + 1) * pixels), c * plane);
          }
          const scratch = arena.allocate(pixels + 160) + 64;
          const table = new StepTable(arena, 1, scratch);
          table.image(0, shape.channels, pixels, 0, plain);
          const scale = Math.fround(0.7 / 127);
          table.spread(0, [{ layout, at, scale }]);
          kernels.run(table.address, 0, 1);
          const read = bytes === 1 ? image.map((v) => byteOf(v, scale)) : image;
          const wanted = im2colReference(read, shape);
          const { height, width } = conv2dOutput(shape);
          const memory =
            bytes === 1 ? new Uint8Array(arena.memory.buffer) : new Float32Array(arena.memory.buffer);
          unfoldedColumns(layout, shape)!.forEach((offset, column) => {
            const from = (at + offset) / bytes;
            expect([...memory.subarray(from, from + height * width)].map((v) => v + 0)).toEqual(
              [...wanted.subarray(column * height * width, (column + 1) * height * width)].map((v) => v + 0),
            );
          });
        }),
        { seed: 5, numRuns: 300 },
      );
    },
  );
});

describe('columns of another window', () => {
  const shape = { channels: 3, height: 8, width: 8, kernelH: 3, kernelW: 3, strideH: 2, strideW: 2 };
  const wide = { ...shape, dilationH: 1, dilationW: 1, padTop: 1, padLeft: 1, padBottom: 1, padRight: 1 };
  const point = { ...wide, kernelH: 1, kernelW: 1, padTop: 0, padLeft: 0, padBottom: 0, padRight: 0 };

  test('are the same pixels, where the layout holds them', () => {
    const layout = unfoldedLayout(wide, 4);
    const all = unfoldedColumns(layout, wide)!;
    expect([...unfoldedColumns(layout, point)!]).toEqual([all[4], all[13], all[22]]);
    expect(unfoldedColumns(unfoldedLayout(point, 4), wide)).toBeNull();
    expect(unfoldedColumns(layout, { ...point, strideH: 1, strideW: 1 })).toBeNull();
  });

  test('are not there for windows that cannot be unfolded, which are refused', () => {
    for (const other of [
      { ...wide, strideH: 3, strideW: 3 },
      { ...wide, dilationW: 2 },
      { ...wide, strideH: 1 },
      { ...wide, groups: 3 },
    ]) {
      expect(canUnfold(other)).toBe(false);
      expect(unfoldedColumns(unfoldedLayout(wide, 4), other)).toBeNull();
    }
    expect(() => unfoldedLayout({ ...wide, strideH: 3, strideW: 3 }, 4)).toThrow(/stride 3 x 3.*1 or 2/);
  });
});
