/** Bytes of all array buffers that can be reached from an object through its properties and elements. */
export function heldBuffers(root: object): number {
  const seen = new Set<object>();
  const open: object[] = [root];
  let bytes = 0;
  while (open.length > 0) {
    const next = open.pop()!;
    if (seen.has(next)) continue;
    seen.add(next);
    if (next instanceof ArrayBuffer || next instanceof SharedArrayBuffer) bytes += next.byteLength;
    else if (ArrayBuffer.isView(next)) open.push(next.buffer);
    else {
      for (const value of Object.values(next))
        if (typeof value === 'object' && value !== null) open.push(value);
    }
  }
  return bytes;
}
