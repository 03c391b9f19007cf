// @ts-ignore: decorator
@inline
function row(bytes: usize, scale: v128, positions: usize): v128 {
  const v = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v128.load32_zero(bytes))));
  const scaled = f32x4.mul(v, scale);
  return positions ? f32x4.add(scaled, v128.load(positions)) : scaled;
}

/**
 * Rows of a byte table by id, times the row's scale, plus the position's row: panels of eight tokens [features][8].
 * Lanes behind the last token become 0. The same bits as float32 products and sums, rounded one by one.
 * @param ids i32 [tokens] @param table i8 [rows][features] @param scales f32 [rows] @param positions f32
 * [tokens][features], or 0 @param features a multiple of four
 * @param residual what the rows are added to, panels as those of `out`, which it may be; or 0
 */
export function embedBytes(
  ids: usize, tokens: i32, table: usize, scales: usize, positions: usize, features: usize, out: usize, group: usize,
  residual: usize,
): void {
  const panels = (tokens + 7) >> 3, pitch = positions ? features << 2 : 0;
  for (let h: i32 = 0; h < panels << 1; h++) {
    const first = h << 2, left = tokens - first;
    let o = out + <usize>(h >> 1) * group + (<usize>(h & 1) << 4);
    // Tokens that are not there take another's row, which `keep` takes out again.
    const one = left > 0 ? first : 0;
    const t1 = left > 1 ? first + 1 : one, t2 = left > 2 ? first + 2 : one, t3 = left > 3 ? first + 3 : one;
    const i0 = <usize>load<i32>(ids + (<usize>one << 2)), i1 = <usize>load<i32>(ids + (<usize>t1 << 2));
    const i2 = <usize>load<i32>(ids + (<usize>t2 << 2)), i3 = <usize>load<i32>(ids + (<usize>t3 << 2));
    const s0 = v128.load_splat<f32>(scales + (i0 << 2)), s1 = v128.load_splat<f32>(scales + (i1 << 2));
    const s2 = v128.load_splat<f32>(scales + (i2 << 2)), s3 = v128.load_splat<f32>(scales + (i3 << 2));
    let a0 = table + i0 * features, a1 = table + i1 * features, a2 = table + i2 * features, a3 = table + i3 * features;
    let p0 = positions + <usize>one * pitch, p1 = positions + <usize>t1 * pitch;
    let p2 = positions + <usize>t2 * pitch, p3 = positions + <usize>t3 * pitch;
    const step: usize = positions ? 16 : 0;
    let r = residual + <usize>(h >> 1) * group + (<usize>(h & 1) << 4);
    const keep = i32x4.gt_s(i32x4.splat(left), i32x4(0, 1, 2, 3));
    for (let c: usize = 0; c < features; c += 4) {
      let v0 = row(a0, s0, p0), v1 = row(a1, s1, p1), v2 = row(a2, s2, p2), v3 = row(a3, s3, p3);
      const ab0 = v128.shuffle<i32>(v0, v1, 0, 4, 1, 5), ab1 = v128.shuffle<i32>(v0, v1, 2, 6, 3, 7);
      const cd0 = v128.shuffle<i32>(v2, v3, 0, 4, 1, 5), cd1 = v128.shuffle<i32>(v2, v3, 2, 6, 3, 7);
      v0 = v128.and(v128.shuffle<i64>(ab0, cd0, 0, 2), keep);
      v1 = v128.and(v128.shuffle<i64>(ab0, cd0, 1, 3), keep);
      v2 = v128.and(v128.shuffle<i64>(ab1, cd1, 0, 2), keep);
      v3 = v128.and(v128.shuffle<i64>(ab1, cd1, 1, 3), keep);
      if (residual) {
        v0 = f32x4.add(v0, v128.load(r));
        v1 = f32x4.add(v1, v128.load(r, 32));
        v2 = f32x4.add(v2, v128.load(r, 64));
        v3 = f32x4.add(v3, v128.load(r, 96));
        r += 128;
      }
      v128.store(o, v0);
      v128.store(o, v1, 32);
      v128.store(o, v2, 64);
      v128.store(o, v3, 96);
      a0 += 4; a1 += 4; a2 += 4; a3 += 4;
      p0 += step; p1 += step; p2 += step; p3 += step;
      o += 128;
    }
  }
}
