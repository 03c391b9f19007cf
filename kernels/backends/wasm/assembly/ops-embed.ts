import { storeTransposed } from './ops-transpose';

/**
 * Rows of a table by number -> panels [features][8]: four rows at a time are turned by 90 degrees.
 * @param ids u32 [panels][8], each a row of the table @param table [rows][rowBytes / 4], rows of whole vectors
 * @param from @param to panels; whole vectors of features are written
 */
export function embedPanels(
  ids: usize, from: i32, to: i32, table: usize, rowBytes: usize, out: usize, outGroup: usize,
): void {
  for (let p = <usize>from; p < <usize>to; p++) {
    for (let half: usize = 0; half < 2; half++) {
      const four = ids + (p << 5) + (half << 4);
      const r0 = table + <usize>load<u32>(four) * rowBytes, r1 = table + <usize>load<u32>(four, 4) * rowBytes;
      const r2 = table + <usize>load<u32>(four, 8) * rowBytes, r3 = table + <usize>load<u32>(four, 12) * rowBytes;
      let to = out + p * outGroup + (half << 4);
      for (let f: usize = 0; f < rowBytes; f += 16) {
        storeTransposed(v128.load(r0 + f), v128.load(r1 + f), v128.load(r2 + f), v128.load(r3 + f), to, 32);
        to += 128;
      }
    }
  }
}

/** The same for one lane: token i goes to out + i * outGroup. */
export function embedRows(
  ids: usize, from: i32, to: i32, table: usize, rowBytes: usize, out: usize, outGroup: usize,
): void {
  for (let i = <usize>from; i < <usize>to; i++) {
    memory.copy(out + i * outGroup, table + <usize>load<u32>(ids + (i << 2)) * rowBytes, rowBytes);
  }
}
