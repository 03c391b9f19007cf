import { expect } from 'vitest';
import type { DenseMatrix } from '../../kernels/index.ts';

/** Typed arrays as text of their bytes: -0 is not 0, and a failure is short to print. */
function bytesOf(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return `${value.constructor.name} ${bytes.toString('hex')}`;
  }
  if (Array.isArray(value)) return value.map(bytesOf);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, bytesOf(field)]));
  }
  return value;
}

export function expectSameBits(found: unknown, expected: unknown): void {
  expect(bytesOf(found)).toEqual(bytesOf(expected));
}

/** The matrix with 0 for -0. */
export function positiveZeros(dense: DenseMatrix): DenseMatrix {
  return { ...dense, values: dense.values.map((value) => value + 0) };
}
