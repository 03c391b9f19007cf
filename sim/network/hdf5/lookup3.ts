const turn = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** Checksum of HDF5's metadata: Bob Jenkins' lookup3 (hashlittle, 2006, public domain) with a start of 0. */
export function lookup3(bytes: Uint8Array): number {
  let a = (0xdeadbeef + bytes.length) | 0;
  let b = a;
  let c = a;
  const word = (at: number): number => {
    let value = 0;
    for (let i = 0; i < 4; i++) value |= (bytes[at + i] ?? 0) << (8 * i);
    return value;
  };
  let at = 0;
  for (; bytes.length - at > 12; at += 12) {
    a = (a + word(at)) | 0;
    b = (b + word(at + 4)) | 0;
    c = (c + word(at + 8)) | 0;
    a = ((a - c) | 0) ^ turn(c, 4);
    c = (c + b) | 0;
    b = ((b - a) | 0) ^ turn(a, 6);
    a = (a + c) | 0;
    c = ((c - b) | 0) ^ turn(b, 8);
    b = (b + a) | 0;
    a = ((a - c) | 0) ^ turn(c, 16);
    c = (c + b) | 0;
    b = ((b - a) | 0) ^ turn(a, 19);
    a = (a + c) | 0;
    c = ((c - b) | 0) ^ turn(b, 4);
    b = (b + a) | 0;
  }
  if (bytes.length === 0) return c >>> 0;
  a = (a + word(at)) | 0;
  b = (b + word(at + 4)) | 0;
  c = (c + word(at + 8)) | 0;
  c = ((c ^ b) - turn(b, 14)) | 0;
  a = ((a ^ c) - turn(c, 11)) | 0;
  b = ((b ^ a) - turn(a, 25)) | 0;
  c = ((c ^ b) - turn(b, 16)) | 0;
  a = ((a ^ c) - turn(c, 4)) | 0;
  b = ((b ^ a) - turn(a, 14)) | 0;
  c = ((c ^ b) - turn(b, 24)) | 0;
  return c >>> 0;
}
