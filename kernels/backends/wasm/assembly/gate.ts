/**
 * Zeroes elements with |x| < threshold (with threshold 0: nothing) and counts, per sample, the elements that are not
 * zero and the multiply-accumulates they take part in. Eight lanes.
 * @param fanout u32 per element of the padded activation: multiply-accumulates with a weight in an active block
 * @param counts [2][8] u32: elements, then multiply-accumulates
 */
export function gatePanels(x: usize, elements: i32, threshold: f32, fanout: usize, counts: usize): void {
  const t = f32x4.splat(threshold), zero = f32x4.splat(0);
  let n0 = i32x4.splat(0), n1 = i32x4.splat(0), m0 = i32x4.splat(0), m1 = i32x4.splat(0);
  const end = fanout + (<usize>elements << 2);
  while (fanout < end) {
    const f = v128.load_splat<i32>(fanout);
    const x0 = v128.load(x), x1 = v128.load(x, 16);
    const k0 = v128.andnot(f32x4.ne(x0, zero), f32x4.lt(f32x4.abs(x0), t));
    const k1 = v128.andnot(f32x4.ne(x1, zero), f32x4.lt(f32x4.abs(x1), t));
    v128.store(x, v128.and(x0, k0));
    v128.store(x, v128.and(x1, k1), 16);
    n0 = i32x4.sub(n0, k0);
    n1 = i32x4.sub(n1, k1);
    m0 = i32x4.add(m0, v128.and(f, k0));
    m1 = i32x4.add(m1, v128.and(f, k1));
    x += 32;
    fanout += 4;
  }
  v128.store(counts, n0);
  v128.store(counts, n1, 16);
  v128.store(counts, m0, 32);
  v128.store(counts, m1, 48);
}

/** `gatePanels` for one lane. @param counts [2][8] u32, of which [0][0] and [1][0] are written */
export function gatePixels(x: usize, elements: i32, threshold: f32, fanout: usize, counts: usize): void {
  const t = f32x4.splat(threshold), zero = f32x4.splat(0);
  let n4 = i32x4.splat(0), m4 = i32x4.splat(0);
  const end = fanout + (<usize>elements << 2);
  const end4 = fanout + (<usize>(elements & ~3) << 2);
  while (fanout < end4) {
    const v = v128.load(x);
    const k = v128.andnot(f32x4.ne(v, zero), f32x4.lt(f32x4.abs(v), t));
    v128.store(x, v128.and(v, k));
    n4 = i32x4.sub(n4, k);
    m4 = i32x4.add(m4, v128.and(v128.load(fanout), k));
    x += 16;
    fanout += 16;
  }
  let n = i32x4.extract_lane(n4, 0) + i32x4.extract_lane(n4, 1) + i32x4.extract_lane(n4, 2) + i32x4.extract_lane(n4, 3);
  let m = i32x4.extract_lane(m4, 0) + i32x4.extract_lane(m4, 1) + i32x4.extract_lane(m4, 2) + i32x4.extract_lane(m4, 3);
  while (fanout < end) {
    const v = load<f32>(x);
    if (v == 0 || abs(v) < threshold) {
      store<f32>(x, 0);
    } else {
      n++;
      m += load<i32>(fanout);
    }
    x += 4;
    fanout += 4;
  }
  store<i32>(counts, n);
  store<i32>(counts, m, 32);
}
