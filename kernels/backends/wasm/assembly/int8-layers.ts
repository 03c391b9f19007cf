/**
 * `gatePanels` on 16-bit values: zeroes those whose magnitude is below `threshold` and counts, per sample, the ones
 * that are not zero and the multiply-accumulates they take part in.
 */
export function int8GatePanels(x: usize, elements: i32, threshold: i32, fanout: usize, counts: usize): void {
  const t = i16x8.splat(<i16>max(1, threshold));
  let n0 = i32x4.splat(0), n1 = i32x4.splat(0), m0 = i32x4.splat(0), m1 = i32x4.splat(0);
  const end = fanout + (<usize>elements << 2);
  while (fanout < end) {
    const f = v128.load_splat<i32>(fanout), v = v128.load(x);
    const keep = i16x8.ge_s(i16x8.abs(v), t);
    v128.store(x, v128.and(v, keep));
    const k0 = i32x4.extend_low_i16x8_s(keep), k1 = i32x4.extend_high_i16x8_s(keep);
    n0 = i32x4.sub(n0, k0);
    n1 = i32x4.sub(n1, k1);
    m0 = i32x4.add(m0, v128.and(f, k0));
    m1 = i32x4.add(m1, v128.and(f, k1));
    x += 16;
    fanout += 4;
  }
  v128.store(counts, n0);
  v128.store(counts, n1, 16);
  v128.store(counts, m0, 32);
  v128.store(counts, m1, 48);
}

/**
 * Pooling of 16-bit values over windows clipped to the image, eight lanes. A maximum stays in its scale. A mean is
 * nearest((f32(sum) * ratio) / count), limited, ties to even; `ratio` is the input's scale over the output's.
 * @param average 0: maximum; 1: count is that of the pixels inside the image; 2: of the whole window
 */
export function int8Pool(
  x: usize, xPlane: usize, xPitch: usize, channels: i32, height: i32, width: i32,
  kernelH: i32, kernelW: i32, strideH: i32, strideW: i32, padTop: i32, padLeft: i32, average: i32,
  ratio: f32, low: f32, high: f32, out: usize, outPlane: usize, outPitch: usize, outHeight: i32, outWidth: i32,
): void {
  const l = f32x4.splat(low), h = f32x4.splat(high), s = f32x4.splat(ratio);
  for (let c: i32 = 0; c < channels; c++) {
    for (let oy: i32 = 0; oy < outHeight; oy++) {
      const y0 = max(0, oy * strideH - padTop), y1 = min(height, oy * strideH - padTop + kernelH);
      for (let ox: i32 = 0; ox < outWidth; ox++) {
        const x0 = max(0, ox * strideW - padLeft), x1 = min(width, ox * strideW - padLeft + kernelW);
        const to = out + <usize>oy * outPitch + (<usize>ox << 4);
        let most = i16x8.splat(-32768), a = i32x4.splat(0), b = i32x4.splat(0);
        for (let y = y0; y < y1; y++) {
          let at = x + <usize>y * xPitch + (<usize>x0 << 4);
          for (let i = x0; i < x1; i++) {
            const v = v128.load(at);
            most = i16x8.max_s(most, v);
            a = i32x4.add(a, i32x4.extend_low_i16x8_s(v));
            b = i32x4.add(b, i32x4.extend_high_i16x8_s(v));
            at += 16;
          }
        }
        if (!average) {
          v128.store(to, most);
        } else {
          const n = f32x4.splat(average == 2 ? <f32>(kernelH * kernelW) : <f32>((y1 - y0) * (x1 - x0)));
          const u = f32x4.div(f32x4.mul(f32x4.convert_i32x4_s(a), s), n), v = f32x4.div(f32x4.mul(f32x4.convert_i32x4_s(b), s), n);
          const p = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.pmin(h, f32x4.pmax(l, u))));
          const q = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.pmin(h, f32x4.pmax(l, v))));
          v128.store(to, i16x8.narrow_i32x4_s(p, q));
        }
      }
    }
    x += xPlane;
    out += outPlane;
  }
}
