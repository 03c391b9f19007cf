import { expect, it } from 'vitest';
import { lookup3 } from '../../../sim/network/hdf5/lookup3.ts';

it('gives the values that its author published (lookup3.c, driver5)', () => {
  expect(lookup3(new Uint8Array(0))).toBe(0xdeadbeef);
  expect(lookup3(new TextEncoder().encode('Four score and seven years ago'))).toBe(0x17770551);
});
