import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { int8RangeOf } from '../../../kernels/index.ts';
import { calibrateInt8 } from '../../../sim/sparsity/int8/calibrate-int8.ts';
import { committedInt8 } from '../../../sim/sparsity/int8/committed-int8.ts';
import { int8Threshold } from '../../../sim/sparsity/int8/quantise-plan.ts';
import { hashInt8, hashKey } from '../../../sim/sparsity/table-key.ts';
import { randomImages, randomLadderNetwork } from '../../helpers/tiny-network.ts';

const network = randomLadderNetwork(9, 0.25);
const of = (images: Uint8Array, count: number) => calibrateInt8(network, { images, count, name: 'random' });

describe('calibration', () => {
  const images = randomImages(4, 21);

  test('is a function of the images, and more images never narrow a range', () => {
    const all = of(images, 21);
    expect(of(images, 21)).toEqual(all);
    const fewer = of(images, 10);
    all.outputs.forEach(({ node, scale, zeroPoint }, i) => {
      const less = fewer.outputs[i]!;
      expect(less.node).toBe(node);
      expect(scale * (255 - zeroPoint)).toBeGreaterThanOrEqual(
        less.scale * (255 - less.zeroPoint) - less.scale,
      );
    });
    expect(all.outputs.slice(0, -1).every(({ zeroPoint }) => zeroPoint === 0)).toBe(true);
    expect(all.outputs.at(-1)!.zeroPoint).toBeGreaterThan(0);
  });

  test('does not see lanes that hold no image', () => {
    // One image fills one lane of eight; eight copies of it fill all.
    const one = images.subarray(0, 784);
    const copies = new Uint8Array(8 * 784);
    for (let j = 0; j < 8; j++) copies.set(one, j * 784);
    expect(of(one, 1).outputs).toEqual(of(copies, 8).outputs);
  });

  test('has a hash of its numbers alone, and a key of its own', () => {
    const a = of(images, 8);
    expect(hashInt8({ ...a, rule: 'other words' })).toBe(hashInt8(a));
    const [first, ...rest] = a.outputs;
    const moved = { ...a, outputs: [{ ...first!, scale: first!.scale * 2 }, ...rest] };
    expect(hashInt8(moved)).not.toBe(hashInt8(a));
    const key = {
      networkHash: 'n',
      kernelHash: 'k',
      dataHash: 'd',
      pointsHash: 'p',
      numericForm: 'int8',
    } as const;
    expect(hashKey({ ...key, calibrationHash: 'a' })).not.toBe(hashKey({ ...key, calibrationHash: 'b' }));
  });

  test('is not shipped for a network that nobody ships', () => {
    expect(committedInt8(network.hash)).toBeNull();
  });
});

test('law: a gate leaves the integers whose real value reaches the threshold', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.float({ min: Math.fround(0.01), max: 10, noNaN: true }),
      (threshold, most) => {
        const range = int8RangeOf(0, most);
        const least = int8Threshold(threshold, range);
        for (let q = 0; q <= 255; q++) expect(q >= least).toBe(q * range.scale >= threshold);
      },
    ),
    { seed: 31 },
  );
});
