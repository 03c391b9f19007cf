/** The bytes of an array, copied. */
export const bytesOf = (values: ArrayBufferView): Uint8Array =>
  Uint8Array.from(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));

/** Place of the first value that differs in its bits, or -1. Lengths that differ do so at the shorter one's end. */
export function firstDifference(left: Float32Array | Int32Array, right: Float32Array | Int32Array): number {
  const [a, b] = [left, right].map((values) => new Uint32Array(bytesOf(values).buffer)) as [
    Uint32Array,
    Uint32Array,
  ];
  const place = a.findIndex((bits, i) => bits !== b[i]);
  return place >= 0 ? place : a.length === b.length ? -1 : Math.min(a.length, b.length);
}

/** @throws Error naming the first value whose bits differ */
export function expectSameBits(
  found: Float32Array | Int32Array,
  expected: Float32Array | Int32Array,
  what: string,
): void {
  const place = firstDifference(found, expected);
  if (place >= 0)
    throw new Error(
      `${what}: value ${place} is ${found[place]}, was ${expected[place]}; the same bits are due`,
    );
}
