import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addReference,
  attentionReference,
  concatReference,
  conv2dReference,
  embeddingReference,
  gateReference,
  normReference,
  padReference,
} from '../../../kernels/index.ts';
import { seededValues } from '../../../kernels/testing/seeded-values.ts';
import { anyWindow } from '../../helpers/kernel-memory.ts';

test('a grouped convolution is the whole one with zeros between the groups', () => {
  fc.assert(
    fc.property(
      anyWindow,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer(),
      (window, groups, rows, seed) => {
        const share = window.channels;
        const taps = window.kernelH * window.kernelW;
        const shape = { ...window, channels: share * groups };
        const [all, narrow, cols] = [rows * groups, share * taps, share * groups * taps];
        const values = seededValues(seed, all * narrow, 'integer');
        const wide = new Float32Array(all * cols);
        values.forEach((v, i) => {
          const row = Math.floor(i / narrow);
          wide[row * cols + Math.floor(row / rows) * narrow + (i % narrow)] = v;
        });
        const x = seededValues(seed + 1, shape.channels * shape.height * shape.width, 'integer');
        const grouped = conv2dReference({ rows: all, cols: narrow, values }, x, { ...shape, groups });
        expect(grouped.map((v) => v + 0)).toEqual(
          conv2dReference({ rows: all, cols, values: wide }, x, shape).map((v) => v + 0),
        );
      },
    ),
    { seed: 42, numRuns: 60 },
  );
});

test('groups that do not divide the channels are refused', () => {
  const steps = { strideH: 1, strideW: 1, dilationH: 1, dilationW: 1 };
  const pads = { padTop: 0, padLeft: 0, padBottom: 0, padRight: 0 };
  const shape = { channels: 3, height: 1, width: 1, kernelH: 1, kernelW: 1, ...steps, ...pads, groups: 2 };
  expect(() => conv2dReference({ rows: 2, cols: 1, values: new Float32Array(2) }, [1, 2, 3], shape)).toThrow(
    RangeError,
  );
});

test('attention: equal scores give the mean of the values, large ones pick one', () => {
  const shape = { heads: 1, features: 1, valueFeatures: 2, scale: 1 };
  const values = [1, 3, 5, 10, 20, 60];
  expect([...attentionReference(shape, [0], [4, -7, 2], values, 1, 3)]).toEqual([3, 30]);
  expect([...attentionReference(shape, [1000], [4, -7, 2], values, 1, 3)]).toEqual([1, 10]);
  const causal = attentionReference({ ...shape, causal: true }, [0, 0, 0], [4, -7, 2], values, 3, 3);
  expect([...causal]).toEqual([1, 2, 3, 10, 15, 30]);
  const shared = { heads: 2, keyHeads: 1, features: 1, scale: 1 };
  expect([...attentionReference(shared, [0, 1000], [4, 9], [1, 3], 1, 2)]).toEqual([2, 3]);
});

test('norms of numbers that come out even', () => {
  expect([...normReference('layer', [1, 3, 1, 3], { epsilon: 0 })]).toEqual([-1, 1, -1, 1]);
  expect([...normReference('rms', [3, -3], { epsilon: 0, gamma: [1, 2], beta: [0.5, 0] })]).toEqual([
    1.5, -2,
  ]);
});

test('embedding, addition, concatenation, padding and gating by hand', () => {
  const table = { rows: 3, cols: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6) };
  expect([...embeddingReference(table, [2, 0, 2])]).toEqual([5, 1, 5, 6, 2, 6]);
  expect(() => embeddingReference(table, [3])).toThrow(RangeError);
  expect([...addReference([1, -4], [2, 3])]).toEqual([3, -1]);
  expect([...addReference([1, -4], [2, 3], true)]).toEqual([3, 0]);
  expect([...concatReference([[1, 2], [3]])]).toEqual([1, 2, 3]);
  const shape = { channels: 2, height: 1, width: 1, top: 1, left: 0, bottom: 0, right: 1 };
  expect([...padReference([7, 8], shape, -1)]).toEqual([-1, -1, 7, -1, -1, -1, 8, -1]);
  const gated = gateReference([0.5, -0.2, 0, -3], 0.5);
  expect([...gated.values]).toEqual([0.5, 0, 0, -3]);
  expect(gated.active).toBe(2);
});
