import { describe, expect, it } from 'vitest';
import { LevelPattern } from '../../../kernels/training/level-pattern.ts';
import { ConvolutionCase } from './operators/convolution-case.ts';

const shape = {
  samples: 8,
  channels: 3,
  rows: 6,
  height: 5,
  width: 5,
  kernel: 3,
  stride: 2,
  padding: 1,
};

function patternOf(test: ConvolutionCase): LevelPattern {
  return new LevelPattern(test.memory, { ...shape, ...test });
}

describe('LevelPattern', () => {
  it('begins with every block, and lists each once forward and once by input channel', () => {
    const test = new ConvolutionCase(shape);
    const pattern = patternOf(test);
    const { arena } = test.memory;
    expect(pattern.capacity).toBe(2 * 27);
    expect(pattern.active).toBe(54);
    for (const active of [[...Array(54).keys()], [0, 26, 27, 53], [5], []]) {
      pattern.set(Uint32Array.from(active));
      expect(pattern.active).toBe(active.length);
      expect([...arena.integers(pattern.blocks, active.length)]).toEqual(active);
      const firstRow = active.filter((block) => block < 27).length;
      expect([...arena.integers(pattern.rowPointers, 3)]).toEqual([0, firstRow, active.length]);
      const entries = arena.integers(pattern.entries, active.length * 2);
      const values = [...entries].filter((_, i) => i % 2 === 1).sort((a, b) => a - b);
      expect(values).toEqual(active.map((_, i) => i * 16));
      // Four phases of three channels each: pointers that never fall, from 0 to all entries.
      const pointers = [...arena.integers(pattern.phasePointers(0), 4 * 3 + 1)];
      expect(pointers).toEqual(pointers.toSorted((a, b) => a - b));
      expect([pointers[0], pointers.at(-1)]).toEqual([0, active.length]);
      expect(pattern.phasePointers(1)).toBe(pattern.phasePointers(0) + 12);
    }
  });

  it.each([
    [[3, 2], 'block 2 at place 1; block numbers must ascend and stay below 54'],
    [[4, 4], 'block 4 at place 1'],
    [[54], 'block 54 at place 0'],
  ])('refuses %j and keeps what it had', (active, message) => {
    const pattern = patternOf(new ConvolutionCase(shape));
    expect(() => pattern.set(Uint32Array.from(active))).toThrow(message);
    expect(pattern.active).toBe(54);
  });

  it('refuses a matrix that does not fit the window', () => {
    const test = new ConvolutionCase(shape);
    const other = new ConvolutionCase({ ...shape, rows: 5 });
    expect(() => new LevelPattern(test.memory, { ...shape, ...test, weights: other.weights })).toThrow(
      'w: a matrix of 5 x 27; the window needs 6 x 27',
    );
  });
});
