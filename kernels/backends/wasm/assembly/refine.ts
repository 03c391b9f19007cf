import { madd } from './madd';

/**
 * Adds the segments from `segmentFrom` to `segmentTo` of a ladder to sums that are kept, and finishes a copy of them:
 * a denser level from a sparser one's partial sums. The sums continue in the order in which the ladder kernel adds, so
 * the result has the same bits as that level computed at once.
 * @param sums f32 [panels][4 * block rows][8], cleared before the sparsest level; other parameters as `ladder`
 */
export function refine(
  x: usize, inOffsets: usize, panels: i32, segments: usize, segmentFrom: i32, segmentTo: i32, blockRows: i32,
  sums: usize, scale: usize, bias: usize, floor: f32, out: usize, outOffsets: usize, outPlane: usize,
): void {
  const low = f32x4.splat(floor), end = segments + <usize>segmentTo * 12;
  for (let p: i32 = 0; p < panels; p++) {
    const from = x + <usize>load<u32>(inOffsets + (<usize>p << 2));
    let to = out + <usize>load<u32>(outOffsets + (<usize>p << 2));
    for (let r: usize = 0; r < <usize>blockRows; r++) {
      let a00 = v128.load(sums), a01 = v128.load(sums, 16), a10 = v128.load(sums, 32), a11 = v128.load(sums, 48);
      let a20 = v128.load(sums, 64), a21 = v128.load(sums, 80), a30 = v128.load(sums, 96), a31 = v128.load(sums, 112);
      for (let g = segments + <usize>segmentFrom * 12; g < end; g += 12) {
        const rows = <usize>load<u32>(g) + (r << 2), columns = <usize>load<u32>(g, 4);
        const first = <usize>load<u32>(rows), last = columns + (<usize>load<u32>(rows, 4) << 2);
        let w = <usize>load<u32>(g, 8) + (first << 4);
        for (let c = columns + (first << 2); c < last; c += 4) {
          const at = from + <usize>load<u32>(c);
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
      sums += 128;
      for (let i: usize = 0; i < 4; i++) {
        const s = v128.load_splat<f32>(scale + (r << 4) + (i << 2)), b = v128.load_splat<f32>(bias + (r << 4) + (i << 2));
        const kept = sums - 128 + (i << 5);
        v128.store(to, f32x4.pmax(f32x4.add(f32x4.mul(v128.load(kept), s), b), low));
        v128.store(to, f32x4.pmax(f32x4.add(f32x4.mul(v128.load(kept, 16), s), b), low), 16);
        to += outPlane;
      }
    }
  }
}
