import { madd } from './madd';
import { gather, scatter } from './pixels';
import { blockRow } from './vector';

// A denser level from a sparser one's partial sums: the segments from `segmentFrom` to `segmentTo` are added to sums that
// are kept, and a copy of them is finished. The sums continue in the order in which the ladder kernels add, so the
// result has the same bits as that level computed at once. `segmentFrom` 0 starts anew, whatever the sums held.

/** One block row on one panel, its sums [4][8] at `sums`. */
// @ts-ignore: decorator
@inline
function refineOne(
  x: usize, segments: usize, segmentEnd: usize, r: usize, fresh: bool, sums: usize,
  scale: usize, bias: usize, floor: v128, out: usize, outPlane: usize,
): void {
  if (fresh) memory.fill(sums, 0, 128);
  let a00 = v128.load(sums), a01 = v128.load(sums, 16), a10 = v128.load(sums, 32), a11 = v128.load(sums, 48);
  let a20 = v128.load(sums, 64), a21 = v128.load(sums, 80), a30 = v128.load(sums, 96), a31 = v128.load(sums, 112);
  for (let g = segments; g < segmentEnd; g += 12) {
    const rows = <usize>load<u32>(g) + (r << 2), columns = <usize>load<u32>(g, 4);
    const first = <usize>load<u32>(rows), last = columns + (<usize>load<u32>(rows, 4) << 2);
    let w = <usize>load<u32>(g, 8) + (first << 4);
    for (let c = columns + (first << 2); c < last; c += 4) {
      const at = x + <usize>load<u32>(c);
      const x0 = v128.load(at), x1 = v128.load(at, 16);
      let v = v128.load_splat<f32>(w);
      a00 = madd(v, x0, a00); a01 = madd(v, x1, a01);
      v = v128.load_splat<f32>(w, 4);
      a10 = madd(v, x0, a10); a11 = madd(v, x1, a11);
      v = v128.load_splat<f32>(w, 8);
      a20 = madd(v, x0, a20); a21 = madd(v, x1, a21);
      v = v128.load_splat<f32>(w, 12);
      a30 = madd(v, x0, a30); a31 = madd(v, x1, a31);
      w += 16;
    }
  }
  v128.store(sums, a00); v128.store(sums, a01, 16); v128.store(sums, a10, 32); v128.store(sums, a11, 48);
  v128.store(sums, a20, 64); v128.store(sums, a21, 80); v128.store(sums, a30, 96); v128.store(sums, a31, 112);
  for (let i: usize = 0; i < 4; i++) {
    const s = v128.load_splat<f32>(scale + (i << 2)), b = v128.load_splat<f32>(bias + (i << 2)), kept = sums + (i << 5);
    v128.store(out, f32x4.pmax(f32x4.add(f32x4.mul(v128.load(kept), s), b), floor));
    v128.store(out, f32x4.pmax(f32x4.add(f32x4.mul(v128.load(kept, 16), s), b), floor), 16);
    out += outPlane;
  }
}

/**
 * On panels of eight lanes. @param sums f32 [panels][block rows][4][8] @param sumBytes of one panel; other parameters as
 * `ladder`
 */
export function refine(
  x: usize, inOffsets: usize, panels: i32, segments: usize, segmentFrom: i32, segmentTo: i32, rowFrom: i32, rowTo: i32,
  sums: usize, sumBytes: usize, scale: usize, bias: usize, floor: f32, out: usize, outOffsets: usize, outPlane: usize,
): void {
  const low = f32x4.splat(floor), end = segments + <usize>segmentTo * 12, fresh = segmentFrom == 0;
  for (let p: usize = 0; p < <usize>panels; p++) {
    const from = x + <usize>load<u32>(inOffsets + (p << 2)), to = out + <usize>load<u32>(outOffsets + (p << 2));
    for (let r = <usize>rowFrom; r < <usize>rowTo; r++) {
      refineOne(
        from, segments + <usize>segmentFrom * 12, end, r, fresh, sums + p * sumBytes + (r << 7),
        scale + (r << 4), bias + (r << 4), low, to + (r << 2) * outPlane, outPlane,
      );
    }
  }
}

/** On pixels of one lane that are gathered, eight a panel, as `ladderPixels`. @param scratch one panel @param tile one tile */
export function refinePixels(
  x: usize, inOffsets: usize, pixels: i32, columnOffsets: usize, columns: i32, segments: usize, segmentFrom: i32,
  segmentTo: i32, rowFrom: i32, rowTo: i32, sums: usize, sumBytes: usize, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, scratch: usize, tile: usize,
): void {
  const low = f32x4.splat(floor), end = segments + <usize>segmentTo * 12, fresh = segmentFrom == 0;
  for (let p: i32 = 0; p < pixels; p += 8) {
    gather(x, inOffsets + (<usize>p << 2), columnOffsets, columns, scratch);
    for (let r = <usize>rowFrom; r < <usize>rowTo; r++) {
      refineOne(
        scratch, segments + <usize>segmentFrom * 12, end, r, fresh, sums + <usize>(p >> 3) * sumBytes + (r << 7),
        scale + (r << 4), bias + (r << 4), low, tile + (r << 7), 32,
      );
    }
    scatter(tile, rowFrom << 2, rowTo << 2, out, outPlane, outOffsets + (<usize>p << 2), pixels - p);
  }
}

/** On one right-hand side, as `ladderVector`. @param sums f32 [4 * block rows] */
export function refineVector(
  x: usize, segments: usize, segmentFrom: i32, segmentTo: i32, rowFrom: i32, rowTo: i32,
  sums: usize, scale: usize, bias: usize, floor: f32, out: usize,
): void {
  const low = f32x4.splat(floor), segmentEnd = segments + <usize>segmentTo * 12;
  for (let r = <usize>rowFrom; r < <usize>rowTo; r++) {
    const o = r << 4;
    let sum = segmentFrom == 0 ? f32x4.splat(0) : v128.load(sums + o);
    for (let g = segments + <usize>segmentFrom * 12; g < segmentEnd; g += 12) {
      const rows = <usize>load<u32>(g) + (r << 2), columns = <usize>load<u32>(g, 4);
      const first = <usize>load<u32>(rows), end = columns + (<usize>load<u32>(rows, 4) << 2);
      sum = f32x4.add(sum, blockRow(x, columns + (first << 2), end, <usize>load<u32>(g, 8) + (first << 4)));
    }
    v128.store(sums + o, sum);
    v128.store(out + o, f32x4.pmax(f32x4.add(f32x4.mul(sum, v128.load(scale + o)), v128.load(bias + o)), low));
  }
}
