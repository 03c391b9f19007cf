import { madd } from '../madd';
import { sigmoid4 } from '../ops-functions';
import { put } from './lanes';

// Functions of each element. Pointers to values are those of pixel (0, 0); group, plane and row are distances in bytes.
// Values without borders come as one channel of one long row.

/** Twice the argument of tanh: x sigmoid(this) is GELU in its tanh form (Hendrycks and Gimpel 2016). */
// @ts-ignore: decorator
@inline
function geluGate(x: v128): v128 {
  const inner = madd(f32x4.mul(f32x4.splat(0.044715), f32x4.mul(x, x)), x, x);
  return f32x4.mul(inner, f32x4.splat(1.59576912));
}

// @ts-ignore: decorator
@inline
function value(kind: i32, x: v128): v128 {
  if (kind == 0) return f32x4.pmax(x, f32x4.splat(0));
  return f32x4.mul(x, sigmoid4(kind == 1 ? geluGate(x) : x));
}

/** x sigmoid(u): sigmoid(u) (1 + x u' (1 - sigmoid(u))). */
// @ts-ignore: decorator
@inline
function slope(kind: i32, x: v128): v128 {
  const one = f32x4.splat(1), s = sigmoid4(kind == 1 ? geluGate(x) : x);
  const by = kind == 1 ? f32x4.mul(x, madd(f32x4.splat(0.21406442), f32x4.mul(x, x), f32x4.splat(1.59576912))) : x;
  return f32x4.mul(s, madd(by, f32x4.sub(one, s), one));
}

/** @param kind 0 ReLU, 1 GELU (tanh form), 2 SiLU */
export function activate(
  kind: i32, x: usize, xGroup: usize, xPlane: usize, xRow: usize, y: usize, yGroup: usize, yPlane: usize, yRow: usize,
  groups: i32, channels: i32, height: i32, width: i32,
): void {
  const bytes = <usize>width << 5;
  for (let g: usize = 0; g < <usize>groups; g++) {
    for (let c: usize = 0; c < <usize>channels; c++) {
      let i = x + g * xGroup + c * xPlane, o = y + g * yGroup + c * yPlane;
      for (let h: i32 = 0; h < height; h++) {
        if (kind == 0) for (let j: usize = 0; j < bytes; j += 16) v128.store(o + j, value(0, v128.load(i + j)));
        else if (kind == 1) for (let j: usize = 0; j < bytes; j += 16) v128.store(o + j, value(1, v128.load(i + j)));
        else for (let j: usize = 0; j < bytes; j += 16) v128.store(o + j, value(2, v128.load(i + j)));
        i += xRow;
        o += yRow;
      }
    }
  }
}

/** @param add 1: adds to dx */
export function activateBackward(
  kind: i32, x: usize, dx: usize, add: i32, xGroup: usize, xPlane: usize, xRow: usize,
  dy: usize, yGroup: usize, yPlane: usize, yRow: usize, groups: i32, channels: i32, height: i32, width: i32,
): void {
  const bytes = <usize>width << 5, zero = f32x4.splat(0);
  for (let g: usize = 0; g < <usize>groups; g++) {
    for (let c: usize = 0; c < <usize>channels; c++) {
      let i = x + g * xGroup + c * xPlane, t = dx + g * xGroup + c * xPlane, o = dy + g * yGroup + c * yPlane;
      for (let h: i32 = 0; h < height; h++) {
        if (kind == 0) {
          for (let j: usize = 0; j < bytes; j += 16) put(t + j, v128.and(v128.load(o + j), f32x4.gt(v128.load(i + j), zero)), add);
        } else if (kind == 1) {
          for (let j: usize = 0; j < bytes; j += 16) put(t + j, f32x4.mul(v128.load(o + j), slope(1, v128.load(i + j))), add);
        } else {
          for (let j: usize = 0; j < bytes; j += 16) put(t + j, f32x4.mul(v128.load(o + j), slope(2, v128.load(i + j))), add);
        }
        i += xRow;
        t += xRow;
        o += yRow;
      }
    }
  }
}

/** y = max(a + b, floor). @param floor 0 for ReLU, else -Infinity */
export function addValues(
  a: usize, aGroup: usize, aPlane: usize, aRow: usize, b: usize, bGroup: usize, bPlane: usize, bRow: usize,
  y: usize, yGroup: usize, yPlane: usize, yRow: usize, groups: i32, channels: i32, height: i32, width: i32, floor: f32,
): void {
  const bytes = <usize>width << 5, low = f32x4.splat(floor);
  for (let g: usize = 0; g < <usize>groups; g++) {
    for (let c: usize = 0; c < <usize>channels; c++) {
      let i = a + g * aGroup + c * aPlane, k = b + g * bGroup + c * bPlane, o = y + g * yGroup + c * yPlane;
      for (let h: i32 = 0; h < height; h++) {
        for (let j: usize = 0; j < bytes; j += 16) {
          v128.store(o + j, f32x4.pmax(f32x4.add(v128.load(i + j), v128.load(k + j)), low));
        }
        i += aRow;
        k += bRow;
        o += yRow;
      }
    }
  }
}

/** dx (+)= dy, with `relu` only where y > 0. */
export function passGradient(
  y: usize, dy: usize, yGroup: usize, yPlane: usize, yRow: usize, dx: usize, add: i32, xGroup: usize, xPlane: usize,
  xRow: usize, groups: i32, channels: i32, height: i32, width: i32, relu: i32,
): void {
  const bytes = <usize>width << 5, zero = f32x4.splat(0);
  for (let g: usize = 0; g < <usize>groups; g++) {
    for (let c: usize = 0; c < <usize>channels; c++) {
      let o = y + g * yGroup + c * yPlane, d = dy + g * yGroup + c * yPlane, t = dx + g * xGroup + c * xPlane;
      for (let h: i32 = 0; h < height; h++) {
        if (relu) {
          for (let j: usize = 0; j < bytes; j += 16) put(t + j, v128.and(v128.load(d + j), f32x4.gt(v128.load(o + j), zero)), add);
        } else {
          for (let j: usize = 0; j < bytes; j += 16) put(t + j, v128.load(d + j), add);
        }
        o += yRow;
        d += yRow;
        t += xRow;
      }
    }
  }
}

/** kernels/testing/hash-counter.ts, of four counters. */
// @ts-ignore: decorator
@inline
function hash(seed: v128, index: v128): v128 {
  let h = i32x4.mul(index, i32x4.splat(0x9e3779b1));
  h = i32x4.mul(v128.xor(seed, h), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 15)), i32x4.splat(0xc2b2ae35));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0x27d4eb2f));
  return v128.xor(h, i32x4.shr_u(h, 16));
}

/**
 * y (+)= scale x where hash(seed of the stream, element) >= threshold, else 0: forward, and backward with gradients.
 * Element ((group * channels + channel) * height + row) * width + column) * 8 + lane, so that borders do not matter.
 * @param seed address of a u32 @param stream number of the operator and shard
 */
export function dropout(
  x: usize, xGroup: usize, xPlane: usize, xRow: usize, y: usize, add: i32, yGroup: usize, yPlane: usize, yRow: usize,
  groups: i32, channels: i32, height: i32, width: i32, seed: usize, stream: i32, threshold: u32, scale: f32,
): void {
  const bytes = <usize>width << 5, by = f32x4.splat(scale), least = i32x4.splat(<i32>threshold), four = i32x4.splat(4);
  const key = i32x4.splat(i32x4.extract_lane(hash(v128.load_splat<u32>(seed), i32x4.splat(stream + 1)), 0));
  let index = i32x4(1, 2, 3, 4);
  for (let g: usize = 0; g < <usize>groups; g++) {
    for (let c: usize = 0; c < <usize>channels; c++) {
      let i = x + g * xGroup + c * xPlane, o = y + g * yGroup + c * yPlane;
      for (let h: i32 = 0; h < height; h++) {
        for (let j: usize = 0; j < bytes; j += 16) {
          put(o + j, v128.and(f32x4.mul(v128.load(i + j), by), i32x4.ge_u(hash(key, index), least)), add);
          index = i32x4.add(index, four);
        }
        i += xRow;
        o += yRow;
      }
    }
  }
}
