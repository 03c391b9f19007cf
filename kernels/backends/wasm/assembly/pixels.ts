/**
 * Gathers the columns of eight pixels of a one-lane activation into a panel [columns][8].
 * @param pixelOffsets byte offsets of the eight pixels @param columnOffsets byte offset of each column from its pixel
 */
export function gather(x: usize, pixelOffsets: usize, columnOffsets: usize, columns: i32, panel: usize): void {
  const p0 = x + <usize>load<u32>(pixelOffsets), p1 = x + <usize>load<u32>(pixelOffsets, 4);
  const p2 = x + <usize>load<u32>(pixelOffsets, 8), p3 = x + <usize>load<u32>(pixelOffsets, 12);
  const p4 = x + <usize>load<u32>(pixelOffsets, 16), p5 = x + <usize>load<u32>(pixelOffsets, 20);
  const p6 = x + <usize>load<u32>(pixelOffsets, 24), p7 = x + <usize>load<u32>(pixelOffsets, 28);
  const end = columnOffsets + (<usize>columns << 2);
  for (let c = columnOffsets; c < end; c += 4) {
    const o = <usize>load<u32>(c);
    let v = v128.load_zero<f32>(p0 + o);
    v = v128.load_lane<f32>(p1 + o, v, 1);
    v = v128.load_lane<f32>(p2 + o, v, 2);
    v128.store(panel, v128.load_lane<f32>(p3 + o, v, 3));
    v = v128.load_zero<f32>(p4 + o);
    v = v128.load_lane<f32>(p5 + o, v, 1);
    v = v128.load_lane<f32>(p6 + o, v, 2);
    v128.store(panel, v128.load_lane<f32>(p7 + o, v, 3), 16);
    panel += 32;
  }
}

/** Copies the columns of one pixel of eight samples into a panel [columns][8]. */
export function copyPanel(x: usize, columnOffsets: usize, columns: i32, panel: usize): void {
  const end = columnOffsets + (<usize>columns << 2);
  for (let c = columnOffsets; c < end; c += 4) {
    const at = x + <usize>load<u32>(c);
    v128.store(panel, v128.load(at));
    v128.store(panel, v128.load(at, 16), 16);
    panel += 32;
  }
}

/** Writes rows `from` to `to` of a tile [rows][8], its first `count` pixels, into a one-lane activation. */
export function scatter(
  tile: usize, from: i32, to: i32, out: usize, outPlane: usize, outOffsets: usize, count: i32,
): void {
  tile += <usize>from << 5;
  let o = <usize>from * outPlane;
  if (count >= 8) {
    const p0 = out + <usize>load<u32>(outOffsets), p1 = out + <usize>load<u32>(outOffsets, 4);
    const p2 = out + <usize>load<u32>(outOffsets, 8), p3 = out + <usize>load<u32>(outOffsets, 12);
    const p4 = out + <usize>load<u32>(outOffsets, 16), p5 = out + <usize>load<u32>(outOffsets, 20);
    const p6 = out + <usize>load<u32>(outOffsets, 24), p7 = out + <usize>load<u32>(outOffsets, 28);
    for (let r = from; r < to; r++) {
      const v = v128.load(tile), u = v128.load(tile, 16);
      v128.store_lane<f32>(p0 + o, v, 0);
      v128.store_lane<f32>(p1 + o, v, 1);
      v128.store_lane<f32>(p2 + o, v, 2);
      v128.store_lane<f32>(p3 + o, v, 3);
      v128.store_lane<f32>(p4 + o, u, 0);
      v128.store_lane<f32>(p5 + o, u, 1);
      v128.store_lane<f32>(p6 + o, u, 2);
      v128.store_lane<f32>(p7 + o, u, 3);
      tile += 32;
      o += outPlane;
    }
    return;
  }
  for (let r = from; r < to; r++) {
    for (let j: i32 = 0; j < count; j++) {
      store<f32>(out + o + <usize>load<u32>(outOffsets + (<usize>j << 2)), load<f32>(tile + (<usize>j << 2)));
    }
    tile += 32;
    o += outPlane;
  }
}
