const shades = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** Bytes of grey images as exported networks take them: in [0, 1]. */
export function greyBytes(bytes: Uint8Array): Float32Array {
  const grey = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) grey[i] = shades[bytes[i]!]!;
  return grey;
}
