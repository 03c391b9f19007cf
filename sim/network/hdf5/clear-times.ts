import { lookup3 } from './lookup3.ts';

/** Signature of an object header of version 2, and where its parts lie. */
const signature = [0x4f, 0x48, 0x44, 0x52] as const;
const timesAt = 6;
const timesBytes = 16;
const hasTimes = 0x20;
const hasPhaseChange = 0x10;

/**
 * Sets the four times (access, modification, change, birth) of every object header of version 2 to 0 and mends its checksum, in place,
 * so that the same tree gives the same bytes. What only looks like a header is told by its checksum (HDF5 file format, IV.A.1.b).
 */
export function clearTimes(file: Uint8Array): void {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = file.indexOf(signature[0]); at >= 0; at = file.indexOf(signature[0], at + 1)) {
    if (signature.some((byte, i) => file[at + i] !== byte) || file[at + 4] !== 2) continue;
    const flags = file[at + 5]!;
    if (!(flags & hasTimes)) continue;
    const end = headerEnd(view, at, flags);
    if (end === null || view.getUint32(end, true) !== lookup3(file.subarray(at, end))) continue;
    file.fill(0, at + timesAt, at + timesAt + timesBytes);
    view.setUint32(end, lookup3(file.subarray(at, end)), true);
  }
}

/** Where the checksum of a header's first chunk stands; null beyond the end of the file. */
function headerEnd(view: DataView, at: number, flags: number): number | null {
  const sizeAt = at + timesAt + timesBytes + (flags & hasPhaseChange ? 4 : 0);
  const sizeBytes = 1 << (flags & 3);
  if (sizeAt + sizeBytes > view.byteLength) return null;
  let size = 0;
  for (let i = sizeBytes - 1; i >= 0; i--) size = size * 256 + view.getUint8(sizeAt + i);
  const end = sizeAt + sizeBytes + size;
  return end + 4 <= view.byteLength ? end : null;
}
