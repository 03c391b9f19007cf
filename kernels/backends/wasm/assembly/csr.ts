import { madd } from './madd';
import { gather, scatter } from './pixels';

// Unstructured rows: one weight meets sixteen lanes of two panels, two weights at a time, eight accumulators in all.

// @ts-ignore: decorator
@inline
function finish(sum: v128, scale: v128, bias: v128, floor: v128, out: usize): void {
  v128.store(out, f32x4.pmax(f32x4.add(f32x4.mul(sum, scale), bias), floor));
}

/**
 * Compressed sparse rows on panels of eight lanes.
 * @param rowPointers u32 [rows + 1] @param columnOffsets u32 byte offset of each entry's column @param values f32
 * @param scale @param bias [rows]; other parameters as `dense`
 */
export function csr(
  x: usize, inOffsets: usize, panels: i32, rowPointers: usize, columnOffsets: usize, values: usize,
  rowFrom: i32, rowTo: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, group: i32,
): void {
  const low = f32x4.splat(floor);
  for (let first: i32 = 0; first < panels; first += group) {
    const end = min(panels, first + group);
    for (let r = <usize>rowFrom; r < <usize>rowTo; r++) {
      const from = <usize>load<u32>(rowPointers + (r << 2)), to = <usize>load<u32>(rowPointers + (r << 2), 4);
      const c0 = columnOffsets + (from << 2), c1 = columnOffsets + (to << 2), w0 = values + (from << 2);
      const s = v128.load_splat<f32>(scale + (r << 2)), b = v128.load_splat<f32>(bias + (r << 2));
      const rowOut = out + r * outPlane;
      let p = first;
      for (; p + 1 < end; p += 2) {
        const xa = x + <usize>load<u32>(inOffsets + (<usize>p << 2));
        const xb = x + <usize>load<u32>(inOffsets + (<usize>p << 2), 4);
        let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
        let b0 = f32x4.splat(0), b1 = f32x4.splat(0), b2 = f32x4.splat(0), b3 = f32x4.splat(0);
        let c = c0, w = w0;
        for (; c + 4 < c1; c += 8) {
          let v = v128.load_splat<f32>(w), o = <usize>load<u32>(c);
          a0 = madd(v, v128.load(xa + o), a0); a1 = madd(v, v128.load(xa + o, 16), a1);
          a2 = madd(v, v128.load(xb + o), a2); a3 = madd(v, v128.load(xb + o, 16), a3);
          v = v128.load_splat<f32>(w, 4); o = <usize>load<u32>(c, 4);
          b0 = madd(v, v128.load(xa + o), b0); b1 = madd(v, v128.load(xa + o, 16), b1);
          b2 = madd(v, v128.load(xb + o), b2); b3 = madd(v, v128.load(xb + o, 16), b3);
          w += 8;
        }
        if (c < c1) {
          const v = v128.load_splat<f32>(w), o = <usize>load<u32>(c);
          a0 = madd(v, v128.load(xa + o), a0); a1 = madd(v, v128.load(xa + o, 16), a1);
          a2 = madd(v, v128.load(xb + o), a2); a3 = madd(v, v128.load(xb + o, 16), a3);
        }
        let at = rowOut + <usize>load<u32>(outOffsets + (<usize>p << 2));
        finish(f32x4.add(a0, b0), s, b, low, at);
        finish(f32x4.add(a1, b1), s, b, low, at + 16);
        at = rowOut + <usize>load<u32>(outOffsets + (<usize>p << 2), 4);
        finish(f32x4.add(a2, b2), s, b, low, at);
        finish(f32x4.add(a3, b3), s, b, low, at + 16);
      }
      if (p < end) {
        const xa = x + <usize>load<u32>(inOffsets + (<usize>p << 2));
        let a0 = f32x4.splat(0), a1 = f32x4.splat(0), b0 = f32x4.splat(0), b1 = f32x4.splat(0);
        let c = c0, w = w0;
        for (; c + 4 < c1; c += 8) {
          let v = v128.load_splat<f32>(w), o = <usize>load<u32>(c);
          a0 = madd(v, v128.load(xa + o), a0); a1 = madd(v, v128.load(xa + o, 16), a1);
          v = v128.load_splat<f32>(w, 4); o = <usize>load<u32>(c, 4);
          b0 = madd(v, v128.load(xa + o), b0); b1 = madd(v, v128.load(xa + o, 16), b1);
          w += 8;
        }
        if (c < c1) {
          const v = v128.load_splat<f32>(w), o = <usize>load<u32>(c);
          a0 = madd(v, v128.load(xa + o), a0); a1 = madd(v, v128.load(xa + o, 16), a1);
        }
        const at = rowOut + <usize>load<u32>(outOffsets + (<usize>p << 2));
        finish(f32x4.add(a0, b0), s, b, low, at);
        finish(f32x4.add(a1, b1), s, b, low, at + 16);
      }
    }
  }
}

/**
 * `csr` on a one-lane activation: eight of its pixels at a time are gathered into a panel, multiplied and scattered.
 * @param inOffsets @param columnOffsets @param scratch @param tile as in `densePixels` @param entryOffsets as
 * `columnOffsets` of `csr`, 32 bytes a column @param pairs u32 [4]: 0 and the bytes of a panel, 0 and the bytes of a tile
 */
export function csrPixels(
  x: usize, inOffsets: usize, pixels: i32, columnOffsets: usize, columns: i32,
  rowPointers: usize, entryOffsets: usize, values: usize, rowFrom: i32, rowTo: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, scratch: usize, tile: usize, pairs: usize,
): void {
  const panelBytes = <usize>load<u32>(pairs, 4), tileBytes = <usize>load<u32>(pairs, 12);
  for (let p: i32 = 0; p < pixels; p += 16) {
    const offsets = inOffsets + (<usize>p << 2), outs = outOffsets + (<usize>p << 2), two = pixels - p > 8;
    gather(x, offsets, columnOffsets, columns, scratch);
    if (two) gather(x, offsets + 32, columnOffsets, columns, scratch + panelBytes);
    csr(
      scratch, pairs, two ? 2 : 1, rowPointers, entryOffsets, values, rowFrom, rowTo, scale, bias, floor,
      tile, pairs + 8, 32, 2,
    );
    scatter(tile, rowFrom, rowTo, out, outPlane, outs, pixels - p);
    if (two) scatter(tile + tileBytes, rowFrom, rowTo, out, outPlane, outs + 32, pixels - p - 8);
  }
}

/** `csr` on one right-hand side, x [columns]: four entries of a row at a time. @param columnOffsets 4 bytes a column */
export function csrVector(
  x: usize, rowPointers: usize, columnOffsets: usize, values: usize, rowFrom: i32, rowTo: i32,
  scale: usize, bias: usize, floor: f32, out: usize,
): void {
  for (let r = <usize>rowFrom; r < <usize>rowTo; r++) {
    const from = <usize>load<u32>(rowPointers + (r << 2)), to = <usize>load<u32>(rowPointers + (r << 2), 4);
    let c = columnOffsets + (from << 2), w = values + (from << 2);
    const end = columnOffsets + (to << 2);
    let sum = f32x4.splat(0);
    for (; c + 12 < end; c += 16) {
      let v = v128.load_zero<f32>(x + <usize>load<u32>(c));
      v = v128.load_lane<f32>(x + <usize>load<u32>(c, 4), v, 1);
      v = v128.load_lane<f32>(x + <usize>load<u32>(c, 8), v, 2);
      v = v128.load_lane<f32>(x + <usize>load<u32>(c, 12), v, 3);
      sum = madd(v, v128.load(w), sum);
      w += 16;
    }
    let rest: f32 = 0;
    for (; c < end; c += 4) {
      rest += load<f32>(x + <usize>load<u32>(c)) * load<f32>(w);
      w += 4;
    }
    const s = (f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1)) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)) + rest;
    const y = s * load<f32>(scale + (r << 2)) + load<f32>(bias + (r << 2));
    store<f32>(out + (r << 2), y < floor ? floor : y);
  }
}
