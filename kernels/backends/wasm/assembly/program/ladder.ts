import { madd } from '../madd';
import { ladder } from '../matmul';

/** max(scale * sum + bias, floor), joined where the processor joins. */
// @ts-ignore: decorator
@inline
function finish(low: v128, high: v128, scale: usize, bias: usize, floor: v128, out: usize): void {
  const s = v128.load_splat<f32>(scale), b = v128.load_splat<f32>(bias);
  v128.store(out, f32x4.pmax(madd(low, s, b), floor));
  v128.store(out, f32x4.pmax(madd(high, s, b), floor), 16);
}

/**
 * `ladder` of matmul.ts, for few blocks a row: where a level is one segment, a row's place in it is looked up once for all
 * panels of a group. Sums in the same order. Parameters as there.
 */
export function ladderPanels(
  x: usize, inOffsets: usize, panels: i32, segments: usize, segmentCount: i32,
  rowFrom: i32, rowTo: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, group: i32, wide: i32,
): void {
  if (segmentCount != 1) {
    ladder(
      x, inOffsets, panels, segments, segmentCount, rowFrom, rowTo, scale, bias, floor,
      out, outOffsets, outPlane, group, wide,
    );
    return;
  }
  const low = f32x4.splat(floor);
  const rows = <usize>load<u32>(segments), columns = <usize>load<u32>(segments, 4), values = <usize>load<u32>(segments, 8);
  for (let from: i32 = 0; from < panels; from += group) {
    const to = min(panels, from + group);
    for (let r = rowFrom; r < rowTo; r++) {
      const s = scale + (<usize>r << 4), b = bias + (<usize>r << 4);
      const rowOut = out + (<usize>r << 2) * outPlane;
      const at = rows + (<usize>r << 2), first = <usize>load<u32>(at), end = columns + (<usize>load<u32>(at, 4) << 2);
      const c0 = columns + (first << 2), w0 = values + (first << 4);
      for (let p = from; p < to; p++) {
        const panel = x + <usize>load<u32>(inOffsets + (<usize>p << 2));
        const o = rowOut + <usize>load<u32>(outOffsets + (<usize>p << 2));
        let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
        let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
        let c = c0, w = w0;
        for (; c < end; c += 4) {
          const i = panel + <usize>load<u32>(c);
          const x0 = v128.load(i), x1 = v128.load(i, 16);
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
        finish(a00, a01, s, b, low, o);
        finish(a10, a11, s + 4, b + 4, low, o + outPlane);
        finish(a20, a21, s + 8, b + 8, low, o + (outPlane << 1));
        finish(a30, a31, s + 12, b + 12, low, o + outPlane * 3);
      }
    }
  }
}
