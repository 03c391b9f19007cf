import { expect } from 'vitest';

const done = Symbol.for('sparsewatt: equal bytes');

/**
 * Typed arrays of the same bytes are equal: `toEqual` looks at elements one by one, which took longer than the kernels
 * that wrote them. Arrays of other bytes are left to it, so that a failure is told as ever.
 */
function equalBytes(a: unknown, b: unknown): true | undefined {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b)) return undefined;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || a.byteLength !== b.byteLength)
    return undefined;
  const bytes = (view: ArrayBufferView) => Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  return bytes(a).equals(bytes(b)) ? true : undefined;
}

// Setup runs before each file, the testers of a worker stay.
const worker = globalThis as { [done]?: true };
if (!worker[done]) {
  worker[done] = true;
  expect.addEqualityTesters([equalBytes]);
}
