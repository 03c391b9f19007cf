import { describe, expect, it } from 'vitest';
import { KernelProgram } from '../../../../kernels/training/kernel-program.ts';
import { LevelPattern } from '../../../../kernels/training/level-pattern.ts';
import { matrixParameter } from '../../../../kernels/training/matrix-parameter.ts';
import { ConvolutionOperator } from '../../../../kernels/training/operators/convolution-operator.ts';
import type { ConvolutionOptions } from '../../../../kernels/training/operators/convolution-options.ts';
import { vectorParameter } from '../../../../kernels/training/parameter.ts';
import { instantiateTraining } from '../../../../kernels/training/training-module.ts';
import { trainingValue } from '../../../../kernels/training/training-value.ts';
import { ConvolutionCase, uniform } from './convolution-case.ts';
import { convolutionGradients, type ReferenceShape } from './convolution-reference.ts';

const shape: ReferenceShape = {
  samples: 8,
  channels: 6,
  rows: 8,
  height: 5,
  width: 4,
  kernel: 3,
  stride: 1,
  padding: 1,
};

/** Two shards of one convolution, level 0 dense and level 1 sparse. */
function twoShards() {
  const test = new ConvolutionCase(shape, { shards: 2 });
  const { memory, weights, bias } = test;
  const size = { height: 5, width: 4, border: 1, groups: 1 };
  const second = {
    input: trainingValue(memory, 'x2', { ...size, channels: 6 }),
    output: trainingValue(memory, 'y2', { ...size, channels: 8 }),
  };
  const pattern = new LevelPattern(memory, { ...shape, ...test });
  const operators = [test, second].map(
    ({ input, output }, shard) =>
      new ConvolutionOperator(memory, {
        ...shape,
        ...{ name: 'conv', input, output, weights, bias, shard, patterns: [null, pattern] },
      }),
  );
  const values = [test, second].map(({ input, output }, shard) => {
    const x = uniform(test.places(input).length, 10 + shard);
    const dy = uniform(test.places(output).length, 20 + shard);
    test.write(input, input.at, x);
    test.write(output, output.gradientAt, dy);
    return { x, dy, input };
  });
  const kernels = instantiateTraining(memory.arena.memory, 'reproducible');
  return { test, pattern, operators, values, kernels };
}

function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) expect(found[i]).toBeCloseTo(expected[i]!, 4);
}

describe('operators that share weights', () => {
  it('read copies that one of them prepares, anew each step, and keep their gradients apart', () => {
    const { test, pattern, operators, values, kernels } = twoShards();
    const { weights, memory } = test;
    const places = test.matrixPlaces();
    // Compiled once; weights and pattern change between the steps.
    const passes = [0, 1].map((level) => ({ level, mode: 'train' }) as const);
    const prepare = new KernelProgram();
    for (const pass of passes) operators[0]!.prepare(prepare, pass);
    const programs = passes.map((pass) =>
      operators.map((operator) => {
        const program = new KernelProgram();
        operator.backward(program, pass, new Set());
        return program;
      }),
    );
    const run = (program: KernelProgram) => {
      for (const { kernel, args } of program.calls) kernels[kernel](...args);
    };
    for (const step of [0, 1]) {
      const w = uniform(places.length, 30 + step);
      const stored = memory.view(weights.values);
      places.forEach((place, i) => {
        stored[place] = w[i]!;
      });
      const draws = uniform(pattern.capacity, 40 + step);
      const active = Uint32Array.from(draws.keys()).filter((b) => draws[b]! > 0.3);
      pattern.set(active);
      run(prepare);
      for (const level of [0, 1]) {
        for (const gradient of weights.gradients) memory.view(gradient).fill(0);
        programs[level]!.forEach(run);
        const mask = w.map((_, i) => (level === 0 || active.includes(places[i]! >> 2) ? 1 : 0));
        values.forEach(({ x, dy, input }, shard) => {
          const masked = w.map((value, i) => value * mask[i]!);
          const { dx, dw } = convolutionGradients(shape, x, masked, dy);
          expectNear(test.read(input, input.gradientAt), dx);
          const found = memory.view(weights.gradients[shard]!);
          expectNear(
            Float32Array.from(places, (place) => found[place]!),
            dw.map((value, i) => value * mask[i]!),
          );
        });
      }
    }
  });

  it('copies nothing for the gradient where only an evaluation is compiled', () => {
    const { operators } = twoShards();
    const program = new KernelProgram();
    operators[0]!.prepare(program, { level: 0, mode: 'evaluate' });
    expect(program.calls).toEqual([]);
    operators[0]!.prepare(program, { level: 1, mode: 'evaluate' });
    expect(program.calls.map(({ kernel }) => kernel)).toEqual(['gatherBlocks']);
  });

  it('need no gradient of an input that has none', () => {
    const test = new ConvolutionCase({ ...shape, channels: 1 }, { inputGradient: false, outputBorder: 0 });
    const operator = new ConvolutionOperator(test.memory, { ...shape, ...test, name: 'first', shard: 0 });
    const program = new KernelProgram();
    const written = new Set([test.output]);
    operator.prepare(program, { level: 0, mode: 'train' });
    operator.backward(program, { level: 0, mode: 'train' }, written);
    expect(program.calls.map(({ kernel }) => kernel)).toEqual(['weightGradient', 'biasGradient']);
    expect([...written]).toEqual([test.output]);
  });
});

describe('a ConvolutionOperator refuses', () => {
  const make = (test: ConvolutionCase, more: Partial<ConvolutionOptions> = {}) =>
    new ConvolutionOperator(test.memory, { ...shape, ...test, name: 'conv', shard: 0, ...more });
  const good = () => new ConvolutionCase(shape);

  it('nothing where all fits', () => {
    expect(make(good()).name).toBe('conv');
  });

  it.each([
    [
      'an input without the border',
      new ConvolutionCase(shape, { inputBorder: 0 }),
      {},
      'padding 1 needs an input with a border of 1 at least, found 0',
    ],
    [
      'an output without the border',
      new ConvolutionCase(shape, { outputBorder: 0 }),
      {},
      'reads 1 pixels beyond the output, whose border is 0; allocate it with a border of 1',
    ],
    ['another size of output', good(), { padding: 0 }, 'make a height of 3 out of 5; the output has 5'],
    [
      'another matrix',
      good(),
      { weights: matrixParameter(good().memory, 'v', 8, 53, 1) },
      'the weights are 8 x 53; 8 x 54 are needed',
    ],
    [
      'another bias',
      good(),
      { bias: vectorParameter(good().memory, 'v', [7], 1) },
      'a bias of shape [7]; 8 values are needed',
    ],
    ['a shard too many', good(), { shard: 1 }, 'shard 1; the parameters have gradients for 1 shards'],
    [
      'fewer groups',
      good(),
      { output: new ConvolutionCase({ ...shape, samples: 16 }).output },
      'the input has 1 groups of samples, the output 2',
    ],
  ])('%s', (_, test, more, message) => {
    expect(() => make(test, more)).toThrow(message);
  });

  it('a border only where the gradient reads it: at stride 2 behind an even height, not behind an odd one', () => {
    const strided = (height: number) => {
      const halved = { ...shape, height, width: 7, stride: 2 };
      const test = new ConvolutionCase(halved, { outputBorder: 0 });
      return new ConvolutionOperator(test.memory, { ...halved, ...test, name: 'conv', shard: 0 });
    };
    expect(strided(7).name).toBe('conv');
    expect(() => strided(8)).toThrow('reads 1 pixels beyond the output');
  });

  it('the pattern of another window', () => {
    const test = good();
    const wider = new ConvolutionCase(shape, { inputBorder: 2 });
    const pattern = new LevelPattern(wider.memory, { ...shape, ...wider, weights: test.weights });
    expect(() => make(test, { patterns: [pattern] })).toThrow(
      'conv: a pattern made for w, x -> y; make one for w',
    );
  });
});
