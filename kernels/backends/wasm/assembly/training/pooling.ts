import { put } from './lanes';

// Pooling. Pointers to values are those of pixel (0, 0); group, plane and row are distances in bytes.

/** Mean over the pixels of each channel; y has one pixel. Rows in float32, their sum in float64. */
export function globalMean(
  x: usize, xGroup: usize, xPlane: usize, xRow: usize, y: usize, yGroup: usize, yPlane: usize,
  groups: i32, channels: i32, height: i32, width: i32,
): void {
  const bytes = <usize>width << 5, by = f32x4.splat(<f32>(1.0 / <f64>(height * width)));
  for (let g: usize = 0; g < <usize>groups; g++) {
    for (let c: usize = 0; c < <usize>channels; c++) {
      let at = x + g * xGroup + c * xPlane, s0 = f32x4.splat(0), s1 = s0;
      for (let h: i32 = 0; h < height; h++) {
        let r0 = f32x4.splat(0), r1 = r0;
        for (let j = at; j < at + bytes; j += 32) {
          r0 = f32x4.add(r0, v128.load(j));
          r1 = f32x4.add(r1, v128.load(j, 16));
        }
        s0 = f32x4.add(s0, r0);
        s1 = f32x4.add(s1, r1);
        at += xRow;
      }
      const o = y + g * yGroup + c * yPlane;
      v128.store(o, f32x4.mul(s0, by));
      v128.store(o, f32x4.mul(s1, by), 16);
    }
  }
}

/** @param add 1: adds to dx @param dy gradient of one pixel */
export function globalMeanBackward(
  dx: usize, add: i32, xGroup: usize, xPlane: usize, xRow: usize, dy: usize, yGroup: usize, yPlane: usize,
  groups: i32, channels: i32, height: i32, width: i32,
): void {
  const bytes = <usize>width << 5, by = f32x4.splat(<f32>(1.0 / <f64>(height * width)));
  for (let g: usize = 0; g < <usize>groups; g++) {
    for (let c: usize = 0; c < <usize>channels; c++) {
      const o = dy + g * yGroup + c * yPlane;
      const d0 = f32x4.mul(v128.load(o), by), d1 = f32x4.mul(v128.load(o, 16), by);
      let at = dx + g * xGroup + c * xPlane;
      for (let h: i32 = 0; h < height; h++) {
        for (let j = at; j < at + bytes; j += 32) {
          put(j, d0, add);
          put(j + 16, d1, add);
        }
        at += xRow;
      }
    }
  }
}

/** 2x2 windows, stride 2; an odd last row or column is left out. @param most 1: maximum, 0: mean @param height @param width of y */
export function pool2(
  most: i32, x: usize, xGroup: usize, xPlane: usize, xRow: usize, y: usize, yGroup: usize, yPlane: usize, yRow: usize,
  groups: i32, channels: i32, height: i32, width: i32,
): void {
  const bytes = <usize>width << 5, quarter = f32x4.splat(0.25);
  for (let g: usize = 0; g < <usize>groups; g++) {
    for (let c: usize = 0; c < <usize>channels; c++) {
      let i = x + g * xGroup + c * xPlane, o = y + g * yGroup + c * yPlane;
      for (let h: i32 = 0; h < height; h++) {
        for (let j: usize = 0; j < bytes; j += 16) {
          // Lanes 0 to 3 or 4 to 7 of one output pixel; its window starts at twice the pixel.
          const a = i + ((j & ~31) << 1) + (j & 16), b = a + xRow;
          const p = v128.load(a), q = v128.load(a, 32), r = v128.load(b), s = v128.load(b, 32);
          const v = most
            ? f32x4.pmax(f32x4.pmax(p, q), f32x4.pmax(r, s))
            : f32x4.mul(f32x4.add(f32x4.add(p, q), f32x4.add(r, s)), quarter);
          v128.store(o + j, v);
        }
        i += xRow << 1;
        o += yRow;
      }
    }
  }
}

/** All of one plane's inner pixels to zero. */
// @ts-ignore: decorator
@inline
function clear(at: usize, row: usize, height: i32, bytes: usize): void {
  const zero = f32x4.splat(0);
  for (let h: i32 = 0; h < height; h++) {
    for (let j = at; j < at + bytes; j += 16) v128.store(j, zero);
    at += row;
  }
}

/** Gradient to the first pixel of the window that holds the maximum, or a quarter to each. Sizes as in `pool2`. */
export function pool2Backward(
  most: i32, x: usize, dx: usize, add: i32, xGroup: usize, xPlane: usize, xRow: usize, inHeight: i32, inWidth: i32,
  y: usize, dy: usize, yGroup: usize, yPlane: usize, yRow: usize, groups: i32, channels: i32, height: i32, width: i32,
): void {
  const bytes = <usize>width << 5, quarter = f32x4.splat(0.25);
  for (let g: usize = 0; g < <usize>groups; g++) {
    for (let c: usize = 0; c < <usize>channels; c++) {
      const shift = g * xGroup + c * xPlane;
      if (!add) clear(dx + shift, xRow, inHeight, <usize>inWidth << 5);
      let i = x + shift, t = dx + shift, o = y + g * yGroup + c * yPlane, d = dy + g * yGroup + c * yPlane;
      for (let h: i32 = 0; h < height; h++) {
        for (let j: usize = 0; j < bytes; j += 16) {
          const a = ((j & ~31) << 1) + (j & 16), b = a + xRow, e = v128.load(d + j);
          if (most) {
            const m = v128.load(o + j);
            const p = f32x4.eq(v128.load(i + a), m);
            const q = v128.andnot(f32x4.eq(v128.load(i + a, 32), m), p), pq = v128.or(p, q);
            const r = v128.andnot(f32x4.eq(v128.load(i + b), m), pq);
            put(t + a, v128.and(e, p), 1);
            put(t + a + 32, v128.and(e, q), 1);
            put(t + b, v128.and(e, r), 1);
            put(t + b + 32, v128.andnot(e, v128.or(pq, r)), 1);
          } else {
            const v = f32x4.mul(e, quarter);
            put(t + a, v, 1);
            put(t + a + 32, v, 1);
            put(t + b, v, 1);
            put(t + b + 32, v, 1);
          }
        }
        i += xRow << 1;
        t += xRow << 1;
        o += yRow;
        d += yRow;
      }
    }
  }
}
