import { describe, expect, test } from 'vitest';
import { hashCounter } from '../../../../kernels/testing/hash-counter.ts';
import { ImageInputOperator } from '../../../../kernels/training/operators/image-input-operator.ts';
import { expectWithin } from '../../../helpers/expect-within.ts';
import { builds } from '../../../helpers/kernel-memory.ts';
import { TrainingBench } from '../../../helpers/training-bench.ts';

const [images, height, width, groups] = [11, 5, 7, 2];
const [mean, deviation] = [40, 80];
const bytes = Uint8Array.from({ length: images * height * width }, (_, i) => hashCounter(3, i) % 256);

function reference(index: number, change: readonly number[], y: number, x: number): number {
  const [mirror, down, right, top, left, h, w] = change as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (index < 0 || (y >= top && y < top + h && x >= left && x < left + w)) return 0;
  const [sy, sx] = [y - down, x - right];
  const inside = sy >= 0 && sy < height && sx >= 0 && sx < width;
  const byte = inside ? bytes[(index * height + sy) * width + (mirror ? width - 1 - sx : sx)]! : 0;
  return (byte - mean) / deviation;
}

describe.each(builds)('image input, %s build', (build) => {
  test('mirrors, moves, erases and normalises each lane by its own numbers', () => {
    const bench = new TrainingBench(build);
    const draw = (lane: number, k: number, from: number, to: number) =>
      from + (hashCounter(lane * 100 + k, 9) % (to - from + 1));
    const indices = Array.from({ length: groups * 8 }, (_, i) => (i === 13 ? -1 : (i * 5) % images));
    const changes = indices.map((_, lane) =>
      lane === 0
        ? [0, 0, 0, 0, 0, 0, 0]
        : lane === 1
          ? [1, 0, 0, 0, 0, 0, 0]
          : [
              ...[draw(lane, 0, 0, 1), draw(lane, 1, -6, 6), draw(lane, 2, -8, 8)],
              ...[draw(lane, 3, -2, 4), draw(lane, 4, -3, 6), draw(lane, 5, 0, 4), draw(lane, 6, 0, 5)],
            ],
    );
    const output = bench.value('x', { channels: 1, height, width, border: 2, groups, gradient: false });
    const changesAt = bench.memory.integers(changes.flat());
    const spec = {
      ...{ name: 'input', mean, deviation, output },
      imagesAt: bench.memory.arena.putBytes(bytes),
      indicesAt: bench.memory.integers(indices),
    };
    const expected = (of: readonly (readonly number[])[]) =>
      indices.flatMap((index, lane) =>
        Array.from({ length: height * width }, (_, i) =>
          reference(index, of[lane]!, Math.floor(i / width), i % width),
        ),
      );
    const run = (operator: ImageInputOperator, mode: 'train' | 'evaluate') => {
      bench.write(output, output.at, new Float32Array(groups * 8 * height * width).fill(Number.NaN));
      bench.run((program) => operator.forward(program, { level: 0, mode }));
      expect(bench.bordersZero(output, output.at)).toBe(true);
      return bench.read(output, output.at);
    };
    const none = indices.map(() => [0, 0, 0, 0, 0, 0, 0]);
    const changing = new ImageInputOperator({ ...spec, changesAt });
    expectWithin(run(changing, 'train'), expected(changes), () => 1e-6, 'changed');
    expectWithin(run(changing, 'evaluate'), expected(none), () => 1e-6, 'evaluated');
    expectWithin(run(new ImageInputOperator(spec), 'train'), expected(none), () => 1e-6, 'plain');
  });

  test('refuses an output of several channels', () => {
    const bench = new TrainingBench(build);
    const output = bench.value('x', { channels: 3, height, width, groups });
    const spec = { name: 'input', imagesAt: 0, indicesAt: 0, mean, deviation, output };
    expect(() => new ImageInputOperator(spec)).toThrow(/input: x has 3 channels/);
  });
});
