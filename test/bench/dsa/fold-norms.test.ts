import { describe, expect, it } from 'vitest';
import { foldNorms } from '../../../bench/dsa/fold-norms.ts';
import { type ConstantTensor, constantOf, tensorOf } from '../../../bench/dsa/onnx-constants.ts';

describe('foldNorms', () => {
  const constant = (...data: number[]): ConstantTensor => ({
    shape: [data.length],
    data: Float32Array.from(data),
  });
  const nodes = [
    { opType: 'Conv', name: 'conv', input: ['x', 'w'], output: ['y'] },
    { opType: 'BatchNormalization', name: 'norm', input: ['y', 'g', 'b', 'm', 'v'], output: ['z'] },
    { opType: 'Relu', name: 'relu', input: ['z'], output: ['out'] },
    { opType: 'Conv', name: 'bare', input: ['out', 'w'], output: ['end'] },
  ];

  it('makes one convolution that gives what both gave', () => {
    const constants = new Map([
      ['w', { shape: [2, 1, 1, 2], data: Float32Array.of(1, -2, 3, 0.5) }],
      ['g', constant(2, 0.5)],
      ['b', constant(0.25, -1)],
      ['m', constant(3, -0.5)],
      ['v', constant(4, 0.25)],
    ]);
    const [conv, relu, bare] = foldNorms(nodes, constants);
    expect(conv).toMatchObject({ opType: 'Conv', output: ['z'] });
    expect(relu).toBe(nodes[2]);
    expect(bare).toBe(nodes[3]);
    const [, weight, bias] = conv!.input!.map((name) => constants.get(name)?.data as Float32Array);
    const x = [0.7, -1.3];
    [0, 1].forEach((row) => {
      const of = (name: string) => (constants.get(name)!.data as Float32Array)[row]!;
      const product = (w: Float32Array) => w[2 * row]! * x[0]! + w[2 * row + 1]! * x[1]!;
      const normed =
        (of('g') * (product(constants.get('w')!.data as Float32Array) - of('m'))) /
          Math.sqrt(of('v') + 1e-5) +
        of('b');
      expect(product(weight!) + bias![row]!).toBeCloseTo(normed, 5);
    });
  });

  it.each([
    Float32Array.of(1.5, -2),
    Int8Array.of(-3, 4),
    Uint8Array.of(200),
    Int32Array.of(-70000),
    BigInt64Array.of(5n, -1n),
  ])('constants come back as they were written: %s', (data) => {
    const shape = [data.length];
    expect(constantOf(tensorOf('c', { shape, data }))).toEqual({ shape, data });
  });

  it('refuses constants of other types', () => {
    expect(() => constantOf({ name: 'c', dataType: 11, rawData: new Uint8Array(8) })).toThrow(
      'c: data type 11',
    );
  });
});
