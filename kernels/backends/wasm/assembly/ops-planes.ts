// Whole planes: strips as in `pointwise`. Ranges run over planes, of groups * channels.

/** out = max(x + y, floor). */
export function addPlanes(
  floor: f32, from: i32, to: i32, channels: i32, height: i32, floats: i32,
  x: usize, xGroup: usize, xPlane: usize, xPitch: usize, y: usize, yGroup: usize, yPlane: usize, yPitch: usize,
  out: usize, outGroup: usize, outPlane: usize, outPitch: usize,
): void {
  const low = f32x4.splat(floor), bytes = <usize>floats << 2, whole = <usize>(floats & ~3) << 2;
  for (let i = from; i < to; i++) {
    const g = <usize>(i / channels), c = <usize>(i % channels);
    let a = x + g * xGroup + c * xPlane, b = y + g * yGroup + c * yPlane, o = out + g * outGroup + c * outPlane;
    for (let r: i32 = 0; r < height; r++) {
      for (let j: usize = 0; j < whole; j += 16) {
        v128.store(o + j, f32x4.pmax(f32x4.add(v128.load(a + j), v128.load(b + j)), low));
      }
      for (let j: usize = whole; j < bytes; j += 4) {
        const sum = f32x4.add(v128.load_zero<f32>(a + j), v128.load_zero<f32>(b + j));
        v128.store_lane<f32>(o + j, f32x4.pmax(sum, low), 0);
      }
      a += xPitch;
      b += yPitch;
      o += outPitch;
    }
  }
}

/** Copies strips. */
export function copyPlanes(
  from: i32, to: i32, channels: i32, height: i32, floats: i32,
  x: usize, xGroup: usize, xPlane: usize, xPitch: usize, out: usize, outGroup: usize, outPlane: usize, outPitch: usize,
): void {
  for (let i = from; i < to; i++) {
    const g = <usize>(i / channels), c = <usize>(i % channels);
    let a = x + g * xGroup + c * xPlane, b = out + g * outGroup + c * outPlane;
    for (let y: i32 = 0; y < height; y++) {
      memory.copy(b, a, <usize>floats << 2);
      a += xPitch;
      b += outPitch;
    }
  }
}

/** Writes one value to strips. */
export function fillPlanes(
  value: f32, from: i32, to: i32, channels: i32, height: i32, floats: i32,
  out: usize, outGroup: usize, outPlane: usize, outPitch: usize,
): void {
  const v = f32x4.splat(value), bytes = <usize>floats << 2, whole = <usize>(floats & ~3) << 2;
  for (let i = from; i < to; i++) {
    let b = out + <usize>(i / channels) * outGroup + <usize>(i % channels) * outPlane;
    for (let y: i32 = 0; y < height; y++) {
      for (let j: usize = 0; j < whole; j += 16) v128.store(b + j, v);
      for (let j: usize = whole; j < bytes; j += 4) store<f32>(b + j, value);
      b += outPitch;
    }
  }
}
