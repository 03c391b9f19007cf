import { describe, expect, it } from 'vitest';
import type { MatrixKernel } from '../../../kernels/index.ts';
import { checkKernel, KernelLawError } from '../../../kernels/testing/index.ts';
import { plainKernel } from './plain-kernel.ts';
import { gateInclusive } from './wrong-kernels/gate-inclusive.ts';
import { lastColumnDropped } from './wrong-kernels/last-column-dropped.ts';

const failure = (kernel: MatrixKernel, options: Parameters<typeof checkKernel>[1] = {}) =>
  checkKernel(kernel, options).then(
    () => {
      throw new Error('the kernel passed');
    },
    (error: Error) => error,
  );

describe('checkKernel', () => {
  it('counts what it did', async () => {
    const summary = await checkKernel(
      { name: 'csr alone', csr: plainKernel.csr },
      { numRuns: 7, laws: ['reference', 'gate', 'bad-input'] },
    );
    expect(summary).toEqual({
      kernel: 'csr alone',
      laws: ['reference', 'bad-input'],
      products: ['csr'],
      cases: 14,
    });
  });

  it('names kernel, law and product, the simplest case, what was found there, and how to replay it', async () => {
    const error = await failure(lastColumnDropped, { seed: 4, file: './dropped.js' });
    expect(error).toBeInstanceOf(KernelLawError);
    expect(error.message).toMatch(
      /^kernel last-column-dropped breaks the law "exactness on whole numbers" in its product dense\n {2}case: {3}W 1 x 1, X 1 x 1 · density [\d.]+, [\w -]+ · values integer · seed \d+\n {2}found: {2}dense: value 0 \(row 0, column 0\) is 0, expected -?\d+ exactly\n {2}after: {2}\d+ cases?, made simpler \d+ times?\n {2}replay: sparsewatt check-kernel \.\/dropped\.js --law exactness --product dense --seed 4 --path [\d:]+$/,
    );
  });

  it('goes straight to a case by its path', async () => {
    const { broken } = (await failure(gateInclusive, { seed: 9 })) as KernelLawError;
    const { law, product, seed, path } = broken;
    const again = (await failure(gateInclusive, {
      ...{ laws: [law.id], products: [product], seed, path },
    })) as KernelLawError;
    expect(again.broken).toMatchObject({
      ...{ counterexample: broken.counterexample, detail: broken.detail, path },
      ...{ cases: 1, shrinks: 0 },
    });
  });

  it.each<[what: string, kernel: MatrixKernel, told: RegExp]>([
    ['throws', { name: 'k', csr: () => never() }, /csr: the kernel throws Error: no device/],
    ['rejects', { name: 'k', csr: async () => never() }, /csr: the kernel throws Error: no device/],
    [
      'returns nothing',
      { name: 'k', csr: () => undefined as never },
      /the result is Undefined, expected Float32Array/,
    ],
    [
      'returns float64',
      { name: 'k', csr: (w, _x, n) => new Float64Array(w.rows * n) as never },
      /the result is Float64Array, expected Float32Array/,
    ],
    [
      'returns too much',
      { name: 'k', csr: () => new Float32Array(5000) },
      /csr: 5000 values, expected \d+ \(/,
    ],
    [
      'returns NaN',
      { name: 'k', csr: (w, _x, n) => new Float32Array(w.rows * n).fill(Number.NaN) },
      /value 0 \(row 0, column 0\) is NaN, expected/,
    ],
    [
      'returns floats for int8',
      { name: 'k', int8: (w, _x, n) => new Float32Array(w.rows * n) as never },
      /the result is Float32Array, expected Int32Array/,
    ],
  ])('a kernel that %s breaks the law, and is quoted', async (_what, kernel, told) => {
    const error = await failure(kernel);
    expect(error).toBeInstanceOf(KernelLawError);
    expect(error.message).toMatch(told);
  });

  it.each<[kernel: MatrixKernel, options: Parameters<typeof checkKernel>[1], told: RegExp]>([
    [{ name: 'empty' }, {}, /kernel empty offers no product; it needs one or more of dense, ladder/],
    [plainKernel, { laws: ['linear'] }, /there is no law "linear"; there are exactness, /],
    [
      gateInclusive,
      { products: ['dense'] },
      /no product of kernel gate-inclusive "dense"; there are columns/,
    ],
    [lastColumnDropped, { laws: ['gate'] }, /no law to check: gate says nothing about dense/],
  ])('refuses what cannot be checked (%#)', async (kernel, options, told) => {
    const error = await failure(kernel, options);
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toMatch(told);
  });
});

function never(): never {
  throw new Error('no device');
}
