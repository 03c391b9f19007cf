import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AddLayer,
  activationLayout,
  addReference,
  type Border,
  ConcatLayer,
  concatReference,
  PadLayer,
  padReference,
} from '../../../../kernels/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { builds, KernelMemory } from '../../../helpers/kernel-memory.ts';
import { samplesOf } from '../../../helpers/window-case.ts';

const int = (min: number, max: number) => fc.integer({ min, max });
const border: fc.Arbitrary<Border> = fc.record({
  top: int(0, 2),
  left: int(0, 2),
  bottom: int(0, 2),
  right: int(0, 2),
});
const anyImages = fc.record({
  volume: fc.record({ channels: int(1, 4), height: int(1, 4), width: int(1, 7) }),
  lanes: fc.constantFrom<1 | 8>(1, 8),
  groups: int(1, 3),
  borders: fc.tuple(border, border, border),
  seed: fc.integer(),
});

describe.each(builds)('whole planes, %s build', (build) => {
  const memory = new KernelMemory(build);

  test('addition is the float32 sum, with ReLU and without, in place too', () => {
    fc.assert(
      fc.property(anyImages, fc.boolean(), ({ volume, lanes, groups, borders, seed }, relu) => {
        memory.reset();
        const [a, b, y] = borders.map((around) =>
          activationLayout(volume, lanes, { groups, border: around }),
        );
        const size = groups * lanes * volume.channels * volume.height * volume.width;
        const [p, q] = [seededValues(seed, size, 'uniform'), seededValues(seed + 1, size, 'adversarial')];
        const [at, bt, yt] = [memory.write(a!, p), memory.write(b!, q), memory.write(y!, p, 9)];
        const expected = Float32Array.from(addReference(p, q, relu));
        new AddLayer(memory.runner, a!, b!, y!, relu).run(at, bt, yt);
        expect(memory.read(y!, yt).map((v) => v + 0)).toEqual(expected.map((v) => v + 0));
        expect(memory.arena.floats(yt, y!.origin / 4).every((v) => v === 9)).toBe(true);
        new AddLayer(memory.runner, a!, b!, a!, relu).run(at, bt, at);
        expect(memory.read(a!, at)).toEqual(memory.read(y!, yt));
      }),
      { seed: 42, numRuns: 80 },
    );
  });

  test('concatenation puts channels behind each other, bit by bit', () => {
    fc.assert(
      fc.property(
        anyImages,
        int(1, 3),
        int(1, 3),
        ({ volume, lanes, groups, borders, seed }, second, third) => {
          memory.reset();
          const counts = [volume.channels, second, third];
          const layouts = counts.map((channels, i) =>
            activationLayout({ ...volume, channels }, lanes, { groups, border: borders[i]! }),
          );
          const samples = groups * lanes;
          const pixels = volume.height * volume.width;
          const parts = counts.map((n, i) => seededValues(seed + i, samples * n * pixels, 'adversarial'));
          const channels = counts.reduce((sum, n) => sum + n, 0);
          const output = activationLayout({ ...volume, channels }, lanes, { groups, border: borders[0] });
          const y = memory.empty(output);
          const inputs = parts.map((part, i) => memory.write(layouts[i]!, part));
          new ConcatLayer(memory.runner, layouts, output).run(inputs, y);
          const split = parts.map((part) => samplesOf(part, samples));
          const expected = split[0]!.flatMap((_, i) => [...concatReference(split.map((part) => part[i]!))]);
          expect([...memory.read(output, y)]).toEqual(expected);
        },
      ),
      { seed: 42, numRuns: 80 },
    );
  });

  test('padding puts its value around each channel and copies the rest', () => {
    fc.assert(
      fc.property(
        anyImages,
        fc.constantFrom(0, 1, -0.5),
        ({ volume, lanes, groups, borders, seed }, value) => {
          memory.reset();
          const [around, own, outer] = borders;
          const height = volume.height + around.top + around.bottom;
          const width = volume.width + around.left + around.right;
          const input = activationLayout(volume, lanes, { groups, border: own });
          const output = activationLayout({ ...volume, height, width }, lanes, { groups, border: outer });
          const samples = groups * lanes;
          const x = seededValues(
            seed,
            samples * volume.channels * volume.height * volume.width,
            'adversarial',
          );
          const [from, to] = [memory.write(input, x), memory.empty(output)];
          new PadLayer(memory.runner, input, output, around, value).run(from, to);
          const shape = { ...volume, ...around };
          const expected = samplesOf(x, samples).flatMap((sample) => [...padReference(sample, shape, value)]);
          expect([...memory.read(output, to)]).toEqual(expected);
        },
      ),
      { seed: 42, numRuns: 80 },
    );
  });
});

test('activations that do not fit are refused', () => {
  const { runner } = new KernelMemory('reproducible');
  const layout = (channels: number, width = 3) => activationLayout({ channels, height: 2, width }, 8);
  expect(() => new AddLayer(runner, layout(2), layout(2, 4), layout(2))).toThrow(RangeError);
  expect(() => new AddLayer(runner, layout(2), layout(1), layout(2))).toThrow(RangeError);
  expect(() => new ConcatLayer(runner, [layout(2), layout(1)], layout(4))).toThrow(
    /3 channels in all, the output 4/,
  );
  const around = { top: 0, left: 1, bottom: 0, right: 1 };
  expect(() => new PadLayer(runner, layout(2), layout(2), around)).toThrow(/the padded input is 2 x 2 x 5/);
});
