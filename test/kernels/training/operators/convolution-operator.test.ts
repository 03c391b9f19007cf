import { describe, expect, it } from 'vitest';
import type { KernelBuild } from '../../../../kernels/backends/wasm/kernel-build.ts';
import { KernelProgram } from '../../../../kernels/training/kernel-program.ts';
import { LevelPattern } from '../../../../kernels/training/level-pattern.ts';
import { ConvolutionOperator } from '../../../../kernels/training/operators/convolution-operator.ts';
import { instantiateTraining } from '../../../../kernels/training/training-module.ts';
import type { TrainingValue } from '../../../../kernels/training/training-value.ts';
import { ConvolutionCase, uniform } from './convolution-case.ts';
import { convolutionGradients, convolve, type ReferenceShape } from './convolution-reference.ts';

const base = { samples: 8, height: 1, width: 1, kernel: 1, stride: 1, padding: 0 };
const image = { height: 7, width: 6, kernel: 3, stride: 1, padding: 1 };
const shapes: ReferenceShape[] = [
  { ...base, channels: 5, rows: 10, samples: 24 },
  { ...base, channels: 8, rows: 4, samples: 280 },
  { ...base, ...image, channels: 1, rows: 6, samples: 16 },
  { ...base, ...image, channels: 5, rows: 7, samples: 8 },
  { ...base, ...image, channels: 4, rows: 8, stride: 2, samples: 24 },
  { ...base, ...image, channels: 3, rows: 5, stride: 2, padding: 0, height: 6 },
  { ...base, ...image, channels: 6, rows: 4, kernel: 5, padding: 2, stride: 2, height: 8, width: 9 },
  { ...base, ...image, channels: 3, rows: 4, kernel: 5, padding: 1, width: 5 },
  { ...base, ...image, channels: 6, rows: 9, kernel: 1, padding: 0, stride: 2, samples: 16 },
  { ...base, ...image, channels: 9, rows: 3, kernel: 1, padding: 0 },
  { ...base, channels: 3, rows: 5, height: 7, width: 7, kernel: 7, samples: 16 },
  { ...base, channels: 4, rows: 4, height: 33, width: 35, kernel: 3, padding: 1, samples: 8 },
  { ...base, channels: 2, rows: 4, height: 8, width: 8, kernel: 2, stride: 3, samples: 8 },
];
const name = (s: ReferenceShape) =>
  `${s.channels} -> ${s.rows}, ${s.height} x ${s.width} by ${s.kernel}, stride ${s.stride}, padding ${s.padding}, ${s.samples} samples`;
const builds: KernelBuild[] = ['reproducible', 'fast'];
const sparsities = ['dense', 'sparse', 'none active', 'all active'] as const;

/** Blocks of a random half of the matrix, none of block row 1. */
function someBlocks(blockRows: number, columns: number): Uint32Array {
  const draws = uniform(blockRows * columns, 99);
  return Uint32Array.from(draws.keys()).filter((b) => draws[b]! > 0 && Math.floor(b / columns) !== 1);
}

/** Differences are of roundings: small beside the sum of the magnitudes, which `bound` is. */
function expectClose(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  bound: number,
  what: string,
): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(found[i]! - expected[i]!);
    if (!(difference <= bound * 1e-6)) {
      throw new Error(`${what}: element ${i} is ${found[i]}, not ${expected[i]}`);
    }
  }
}

/** Everything but the elements themselves: borders and rows of padding. */
function around(test: ConvolutionCase, value: TrainingValue, at: number): Float32Array {
  const inner = new Set(test.places(value));
  return test.storage(value, at).filter((_, i) => !inner.has(i));
}

function run(test: ConvolutionCase, build: KernelBuild, program: KernelProgram): void {
  const kernels = instantiateTraining(test.memory.arena.memory, build);
  for (const { kernel, args } of program.calls) kernels[kernel](...args);
}

describe.each(builds)('ConvolutionOperator, %s build', (build) => {
  describe.each(shapes.map((shape) => [name(shape), shape] as const))('%s', (_, shape) => {
    it.each(sparsities)('%s: agrees with float64 forward and backward', (sparsity) => {
      const test = new ConvolutionCase(shape);
      const { memory, input, output, weights, bias } = test;
      const places = test.matrixPlaces();
      const x = uniform(test.places(input).length, 1);
      const dy = uniform(test.places(output).length, 2);
      const w = uniform(places.length, 3);
      const b = uniform(shape.rows, 4);
      const startX = uniform(x.length, 5);
      const startW = uniform(w.length, 6);

      let mask = new Float32Array(weights.values.length).fill(1);
      const pattern =
        sparsity === 'dense' ? null : new LevelPattern(memory, { ...shape, input, output, weights });
      if (sparsity === 'sparse' || sparsity === 'none active') {
        const active =
          sparsity === 'sparse' ? someBlocks(weights.blockRows, weights.columns) : new Uint32Array();
        pattern!.set(active);
        mask = mask.map((_m, i) => (active.includes(i >> 2) ? 1 : 0));
      }
      const options = { name: 'conv', input, output, weights, shard: 0, bias, patterns: [pattern] };
      const operator = new ConvolutionOperator(memory, { ...shape, ...options });

      test.write(input, input.at, x);
      const values = memory.view(weights.values);
      const gradient = memory.view(weights.gradients[0]!);
      places.forEach((place, i) => {
        values[place] = w[i]!;
        gradient[place] = startW[i]!;
      });
      memory.view(bias.values).set(b);
      memory.view(bias.gradients[0]!).fill(2, 0, shape.rows);

      const pass = { level: 0, mode: 'train' } as const;
      const program = new KernelProgram();
      operator.prepare(program, pass);
      operator.forward(program, pass);
      run(test, build, program);

      const active = w.map((value, i) => value * mask[places[i]!]!);
      const plane = output.height * output.width;
      const expected = convolve(shape, x, active).map((y, i) => y + b[Math.floor(i / plane) % shape.rows]!);
      expectClose(test.read(output, output.at), expected, weights.columns + 1, 'y');
      expect(around(test, output, output.at).every((v) => v === 0)).toBe(true);

      // Other operators may leave numbers in the gradient of rows that do not exist.
      const storage = test.storage(output, output.gradientAt);
      for (let g = 0; g < output.groups; g++) {
        const end = (g + 1) * (output.groupBytes / 4);
        storage.fill(7, end - ((4 - (shape.rows & 3)) & 3) * (output.planeBytes / 4), end);
      }
      test.write(output, output.gradientAt, dy);
      const back = new KernelProgram();
      const written = new Set<TrainingValue>();
      operator.backward(back, pass, written);
      expect([...written]).toEqual([input]);
      run(test, build, back);

      const expectedGradients = convolutionGradients(shape, x, active, dy);
      const inputBound = shape.rows * shape.kernel ** 2;
      expectClose(test.read(input, input.gradientAt), expectedGradients.dx, inputBound, 'dx');
      const lanes = shape.samples * plane;
      const dw = Float64Array.from(
        expectedGradients.dw,
        (value, i) => startW[i]! + value * mask[places[i]!]!,
      );
      const found = Float32Array.from(places, (place) => memory.view(weights.gradients[0]!)[place]!);
      expectClose(found, dw, lanes + 1, 'dw');
      const inMatrix = new Set(places);
      const outside = memory.view(weights.gradients[0]!).filter((_g, i) => !inMatrix.has(i));
      expect(outside.every((g) => g === 0)).toBe(true);
      const db = new Float64Array(shape.rows).fill(2);
      dy.forEach((value, i) => {
        db[Math.floor(i / plane) % shape.rows]! += value;
      });
      expectClose(memory.view(bias.gradients[0]!).slice(0, shape.rows), db, lanes + 2, 'db');

      // A gradient that another operator has written is added to.
      test.write(input, input.gradientAt, startX);
      const more = new KernelProgram();
      operator.backward(more, pass, new Set([input]));
      run(test, build, more);
      const sum = expectedGradients.dx.map((value, i) => value + startX[i]!);
      expectClose(test.read(input, input.gradientAt), sum, inputBound + 1, 'dx added');
      expect(around(test, input, input.gradientAt).every((v) => v === 0)).toBe(true);
    });
  });
});
