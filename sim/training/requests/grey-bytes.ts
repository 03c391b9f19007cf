/** Bytes of grey images as exported networks take them: in [0, 1]. */
export const greyBytes = (bytes: Uint8Array): Float32Array => Float32Array.from(bytes, (byte) => byte / 255);
