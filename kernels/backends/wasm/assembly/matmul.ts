import { copyPanel, densePanel, ladderPanel } from './panel';

/**
 * Dense kernel on eight samples.
 * @param x base of the activation; pixel p is at x + inOffsets[p], column k at + columnOffsets[k]
 * @param weights [blockRows][columns][4] @param scale @param bias [4 * blockRows] @param floor 0 for ReLU, else -infinity
 * @param out row r of pixel p goes to out + r * outPlane + outOffsets[p]
 * @param panel scratch [columns][8]
 */
export function dense(
  x: usize, inOffsets: usize, pixels: i32, columnOffsets: usize, columns: i32,
  weights: usize, blockRows: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, panel: usize,
): void {
  const low = f32x4.splat(floor);
  for (let p: i32 = 0; p < pixels; p++) {
    copyPanel(x + <usize>load<u32>(inOffsets + (<usize>p << 2)), columnOffsets, columns, panel);
    const to = out + <usize>load<u32>(outOffsets + (<usize>p << 2));
    densePanel(panel, columns, weights, blockRows, scale, bias, low, to, outPlane);
  }
}

/**
 * Ladder kernel on eight samples: the first `segmentCount` entries of the segment table. Parameters as `dense`.
 * @param segments entries of three addresses: row pointers [blockRows + 1], byte offset of each block's column
 *   [blocks], values [blocks][4]
 */
export function ladder(
  x: usize, inOffsets: usize, pixels: i32, segments: usize, segmentCount: i32,
  blockRows: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize,
): void {
  const low = f32x4.splat(floor);
  const segmentEnd = segments + <usize>segmentCount * 12;
  for (let p: i32 = 0; p < pixels; p++) {
    const from = x + <usize>load<u32>(inOffsets + (<usize>p << 2));
    const to = out + <usize>load<u32>(outOffsets + (<usize>p << 2));
    ladderPanel(from, segments, segmentEnd, blockRows, scale, bias, low, to, outPlane);
  }
}

/**
 * Gathers the columns of eight pixels of one sample into a panel [columns][8].
 * @param x base of a one-lane activation @param pixelOffsets byte offsets of the eight pixels
 * @param columnOffsets byte offset of each column from its pixel
 */
function gather(x: usize, pixelOffsets: usize, columnOffsets: usize, columns: i32, panel: usize): void {
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

/** Writes a tile [rows][8] of the first `count` pixels of a panel into a one-lane activation. */
function scatter(tile: usize, rows: i32, out: usize, outPlane: usize, outOffsets: usize, count: i32): void {
  if (count == 8) {
    const p0 = out + <usize>load<u32>(outOffsets), p1 = out + <usize>load<u32>(outOffsets, 4);
    const p2 = out + <usize>load<u32>(outOffsets, 8), p3 = out + <usize>load<u32>(outOffsets, 12);
    const p4 = out + <usize>load<u32>(outOffsets, 16), p5 = out + <usize>load<u32>(outOffsets, 20);
    const p6 = out + <usize>load<u32>(outOffsets, 24), p7 = out + <usize>load<u32>(outOffsets, 28);
    let o: usize = 0;
    for (let r: i32 = 0; r < rows; r++) {
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
  for (let r: i32 = 0; r < rows; r++) {
    for (let j: i32 = 0; j < count; j++) {
      const to = out + <usize>load<u32>(outOffsets + (<usize>j << 2));
      store<f32>(to, load<f32>(tile + (<usize>j << 2)));
    }
    tile += 32;
    out += outPlane;
  }
}

/** `dense` on one sample: gather, multiply, scatter, eight pixels at a time. `tile` is scratch [4 * blockRows][8]. */
export function densePixels(
  x: usize, inOffsets: usize, pixels: i32, columnOffsets: usize, columns: i32,
  weights: usize, blockRows: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, panel: usize, tile: usize,
): void {
  const low = f32x4.splat(floor);
  for (let p: i32 = 0; p < pixels; p += 8) {
    gather(x, inOffsets + (<usize>p << 2), columnOffsets, columns, panel);
    densePanel(panel, columns, weights, blockRows, scale, bias, low, tile, 32);
    scatter(tile, blockRows << 2, out, outPlane, outOffsets + (<usize>p << 2), min(8, pixels - p));
  }
}

/** `ladder` on one sample; the column offsets of its blocks are those of a gathered panel, 32 bytes a column. */
export function ladderPixels(
  x: usize, inOffsets: usize, pixels: i32, columnOffsets: usize, columns: i32, segments: usize, segmentCount: i32,
  blockRows: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, panel: usize, tile: usize,
): void {
  const low = f32x4.splat(floor);
  const segmentEnd = segments + <usize>segmentCount * 12;
  for (let p: i32 = 0; p < pixels; p += 8) {
    gather(x, inOffsets + (<usize>p << 2), columnOffsets, columns, panel);
    ladderPanel(panel, segments, segmentEnd, blockRows, scale, bias, low, tile, 32);
    scatter(tile, blockRows << 2, out, outPlane, outOffsets + (<usize>p << 2), min(8, pixels - p));
  }
}
