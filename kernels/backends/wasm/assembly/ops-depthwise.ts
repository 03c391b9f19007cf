import { madd } from './madd';

// @ts-ignore: decorator
@inline
function finish(sum: v128, scale: v128, bias: v128, floor: v128): v128 {
  return f32x4.pmax(f32x4.add(f32x4.mul(sum, scale), bias), floor);
}

/**
 * One filter a channel, eight lanes; four neighbouring outputs share each weight.
 * @param x window's first element of output (0, 0); output channel c reads input plane c / multiplier
 * @param taps @param tapOffsets byte offset of each element of the window @param stepY @param stepX bytes between windows
 * @param weights [channels][taps] @param scale @param bias [channels] @param from @param to output channels
 */
export function depthwisePanels(
  x: usize, groups: i32, xGroup: usize, xPlane: usize, stepY: usize, stepX: usize, from: i32, to: i32, multiplier: i32,
  tapOffsets: usize, taps: i32, weights: usize, scale: usize, bias: usize, floor: f32,
  out: usize, outGroup: usize, outPlane: usize, outPitch: usize, height: i32, width: i32,
): void {
  const low = f32x4.splat(floor), end = tapOffsets + (<usize>taps << 2);
  for (let g: usize = 0; g < <usize>groups; g++) {
    for (let c = from; c < to; c++) {
      const w = weights + ((<usize>c * <usize>taps) << 2);
      const s = v128.load_splat<f32>(scale + (<usize>c << 2)), b = v128.load_splat<f32>(bias + (<usize>c << 2));
      const plane = x + g * xGroup + <usize>(c / multiplier) * xPlane, outs = out + g * outGroup + <usize>c * outPlane;
      for (let oy: i32 = 0; oy < height; oy++) {
        let at = plane + <usize>oy * stepY, o = outs + <usize>oy * outPitch;
        let ox: i32 = 0;
        for (; ox + 3 < width; ox += 4) {
          let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
          let v = w;
          for (let t = tapOffsets; t < end; t += 4) {
            const k = v128.load_splat<f32>(v);
            let i = at + <usize>load<u32>(t);
            a0 = madd(k, v128.load(i), a0); a1 = madd(k, v128.load(i, 16), a1);
            i += stepX;
            b0 = madd(k, v128.load(i), b0); b1 = madd(k, v128.load(i, 16), b1);
            i += stepX;
            c0 = madd(k, v128.load(i), c0); c1 = madd(k, v128.load(i, 16), c1);
            i += stepX;
            d0 = madd(k, v128.load(i), d0); d1 = madd(k, v128.load(i, 16), d1);
            v += 4;
          }
          v128.store(o, finish(a0, s, b, low)); v128.store(o, finish(a1, s, b, low), 16);
          v128.store(o, finish(b0, s, b, low), 32); v128.store(o, finish(b1, s, b, low), 48);
          v128.store(o, finish(c0, s, b, low), 64); v128.store(o, finish(c1, s, b, low), 80);
          v128.store(o, finish(d0, s, b, low), 96); v128.store(o, finish(d1, s, b, low), 112);
          at += stepX << 2;
          o += 128;
        }
        for (; ox < width; ox++) {
          let a0 = f32x4.splat(0), a1 = a0;
          let v = w;
          for (let t = tapOffsets; t < end; t += 4) {
            const k = v128.load_splat<f32>(v), i = at + <usize>load<u32>(t);
            a0 = madd(k, v128.load(i), a0); a1 = madd(k, v128.load(i, 16), a1);
            v += 4;
          }
          v128.store(o, finish(a0, s, b, low)); v128.store(o, finish(a1, s, b, low), 16);
          at += stepX;
          o += 32;
        }
      }
    }
  }
}

/** Four values, `step` bytes apart; of the first `count` only. */
// @ts-ignore: decorator
@inline
function pick(at: usize, step: usize, count: i32): v128 {
  let v = v128.load_zero<f32>(at);
  if (count > 1) v = v128.load_lane<f32>(at + step, v, 1);
  if (count > 2) v = v128.load_lane<f32>(at + step * 2, v, 2);
  if (count > 3) v = v128.load_lane<f32>(at + step * 3, v, 3);
  return v;
}

/** The same on one lane: eight or four neighbouring outputs side by side, each summed in the same order. */
export function depthwisePixels(
  x: usize, groups: i32, xGroup: usize, xPlane: usize, stepY: usize, stepX: usize, from: i32, to: i32, multiplier: i32,
  tapOffsets: usize, taps: i32, weights: usize, scale: usize, bias: usize, floor: f32,
  out: usize, outGroup: usize, outPlane: usize, outPitch: usize, height: i32, width: i32,
): void {
  const low = f32x4.splat(floor), end = tapOffsets + (<usize>taps << 2);
  for (let g: usize = 0; g < <usize>groups; g++) {
    for (let c = from; c < to; c++) {
      const w = weights + ((<usize>c * <usize>taps) << 2);
      const s = v128.load_splat<f32>(scale + (<usize>c << 2)), b = v128.load_splat<f32>(bias + (<usize>c << 2));
      const plane = x + g * xGroup + <usize>(c / multiplier) * xPlane, outs = out + g * outGroup + <usize>c * outPlane;
      for (let oy: i32 = 0; oy < height; oy++) {
        let at = plane + <usize>oy * stepY, o = outs + <usize>oy * outPitch;
        let ox: i32 = 0;
        if (stepX == 4) {
          for (; ox + 7 < width; ox += 8) {
            let a0 = f32x4.splat(0), a1 = a0;
            let v = w;
            for (let t = tapOffsets; t < end; t += 4) {
              const k = v128.load_splat<f32>(v), i = at + <usize>load<u32>(t);
              a0 = madd(k, v128.load(i), a0); a1 = madd(k, v128.load(i, 16), a1);
              v += 4;
            }
            v128.store(o, finish(a0, s, b, low)); v128.store(o, finish(a1, s, b, low), 16);
            at += 32;
            o += 32;
          }
        }
        for (; ox < width; ox += 4) {
          const count = min(4, width - ox);
          let a = f32x4.splat(0);
          let v = w;
          for (let t = tapOffsets; t < end; t += 4) {
            a = madd(v128.load_splat<f32>(v), pick(at + <usize>load<u32>(t), stepX, count), a);
            v += 4;
          }
          a = finish(a, s, b, low);
          v128.store_lane<f32>(o, a, 0);
          if (count > 1) v128.store_lane<f32>(o + 4, a, 1);
          if (count > 2) v128.store_lane<f32>(o + 8, a, 2);
          if (count > 3) v128.store_lane<f32>(o + 12, a, 3);
          at += stepX << 2;
          o += 16;
        }
      }
    }
  }
}
