import { expect, it } from 'vitest';
import { heldBuffers } from '../../../bench/engine/held-buffers.ts';

it('counts every reachable buffer once, whole, through objects, lists and cycles', () => {
  const shared = new ArrayBuffer(64);
  const holder: Record<string, unknown> = {
    one: new Int32Array(shared, 0, 4),
    two: new Float64Array(shared),
    lists: [[new Uint8Array(10)], { deep: new Float64Array(2) }],
    none: null,
  };
  holder['self'] = holder;
  expect(heldBuffers(holder)).toBe(64 + 10 + 16);
});
