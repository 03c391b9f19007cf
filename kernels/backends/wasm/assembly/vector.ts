import { madd } from './madd';

// One right-hand side: rows run along the lanes, every weight is read once, and four blocks are in flight at a time so
// that no sum waits for itself. The order of additions is fixed, and another one than that of the panel kernels.

// @ts-ignore: decorator
@inline
function finish(sum: v128, scale: usize, bias: usize, floor: v128, out: usize): void {
  v128.store(out, f32x4.pmax(f32x4.add(f32x4.mul(sum, v128.load(scale)), v128.load(bias)), floor));
}

// @ts-ignore: decorator
@inline
function sum4(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
}

/** Dense: weights [block rows][columns][4], x [columns], out [4 * block rows]; the rest as the panel kernel. */
export function denseVector(
  x: usize, columns: i32, weights: usize, rowFrom: i32, rowTo: i32, scale: usize, bias: usize, floor: f32, out: usize,
): void {
  const low = f32x4.splat(floor), end = x + (<usize>columns << 2), end4 = x + (<usize>(columns & ~3) << 2);
  let w = weights + ((<usize>rowFrom * <usize>columns) << 4);
  for (let r = rowFrom; r < rowTo; r++) {
    let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
    let at = x;
    for (; at < end4; at += 16) {
      a = madd(v128.load_splat<f32>(at), v128.load(w), a);
      b = madd(v128.load_splat<f32>(at, 4), v128.load(w, 16), b);
      c = madd(v128.load_splat<f32>(at, 8), v128.load(w, 32), c);
      d = madd(v128.load_splat<f32>(at, 12), v128.load(w, 48), d);
      w += 64;
    }
    for (; at < end; at += 4) {
      a = madd(v128.load_splat<f32>(at), v128.load(w), a);
      w += 16;
    }
    finish(sum4(a, b, c, d), scale + (<usize>r << 4), bias + (<usize>r << 4), low, out + (<usize>r << 4));
  }
}

/** The blocks of one row of 4x1 blocks, from `c` to `end` of the column offsets, values at `w`. */
// @ts-ignore: decorator
@inline
export function blockRow(x: usize, c: usize, end: usize, w: usize): v128 {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
  for (; c + 12 < end; c += 16) {
    a0 = madd(v128.load_splat<f32>(x + <usize>load<u32>(c)), v128.load(w), a0);
    a1 = madd(v128.load_splat<f32>(x + <usize>load<u32>(c, 4)), v128.load(w, 16), a1);
    a2 = madd(v128.load_splat<f32>(x + <usize>load<u32>(c, 8)), v128.load(w, 32), a2);
    a3 = madd(v128.load_splat<f32>(x + <usize>load<u32>(c, 12)), v128.load(w, 48), a3);
    w += 64;
  }
  for (; c < end; c += 4) {
    a0 = madd(v128.load_splat<f32>(x + <usize>load<u32>(c)), v128.load(w), a0);
    w += 16;
  }
  return sum4(a0, a1, a2, a3);
}

/** Ladder, segments as in the panel kernel; offsets of columns are 4 bytes a column. */
export function ladderVector(
  x: usize, segments: usize, segmentCount: i32, rowFrom: i32, rowTo: i32,
  scale: usize, bias: usize, floor: f32, out: usize,
): void {
  const low = f32x4.splat(floor), segmentEnd = segments + <usize>segmentCount * 12;
  for (let r = <usize>rowFrom; r < <usize>rowTo; r++) {
    let sum = f32x4.splat(0);
    for (let g = segments; g < segmentEnd; g += 12) {
      const rows = <usize>load<u32>(g) + (r << 2), columns = <usize>load<u32>(g, 4);
      const first = <usize>load<u32>(rows), end = columns + (<usize>load<u32>(rows, 4) << 2);
      sum = f32x4.add(sum, blockRow(x, columns + (first << 2), end, <usize>load<u32>(g, 8) + (first << 4)));
    }
    finish(sum, scale + (r << 4), bias + (r << 4), low, out + (r << 4));
  }
}

/**
 * 8x1 blocks, and the 4x1 blocks that have no neighbour.
 * @param tall @param short entries as in a segment table @param rowTo groups of eight rows @param blockRows of four
 */
export function tallVector(
  x: usize, tall: usize, short: usize, blockRows: i32, rowFrom: i32, rowTo: i32,
  scale: usize, bias: usize, floor: f32, out: usize,
): void {
  const low = f32x4.splat(floor);
  const columns = <usize>load<u32>(tall, 4), shortColumns = <usize>load<u32>(short, 4);
  const values = <usize>load<u32>(tall, 8), shortValues = <usize>load<u32>(short, 8);
  for (let r = <usize>rowFrom; r < <usize>rowTo; r++) {
    let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
    let b0 = f32x4.splat(0), b1 = f32x4.splat(0), b2 = f32x4.splat(0), b3 = f32x4.splat(0);
    const rows = <usize>load<u32>(tall) + (r << 2);
    const first = <usize>load<u32>(rows), end = columns + (<usize>load<u32>(rows, 4) << 2);
    let w = values + (first << 5), c = columns + (first << 2);
    for (; c + 12 < end; c += 16) {
      let v = v128.load_splat<f32>(x + <usize>load<u32>(c));
      a0 = madd(v, v128.load(w), a0); b0 = madd(v, v128.load(w, 16), b0);
      v = v128.load_splat<f32>(x + <usize>load<u32>(c, 4));
      a1 = madd(v, v128.load(w, 32), a1); b1 = madd(v, v128.load(w, 48), b1);
      v = v128.load_splat<f32>(x + <usize>load<u32>(c, 8));
      a2 = madd(v, v128.load(w, 64), a2); b2 = madd(v, v128.load(w, 80), b2);
      v = v128.load_splat<f32>(x + <usize>load<u32>(c, 12));
      a3 = madd(v, v128.load(w, 96), a3); b3 = madd(v, v128.load(w, 112), b3);
      w += 128;
    }
    for (; c < end; c += 4) {
      const v = v128.load_splat<f32>(x + <usize>load<u32>(c));
      a0 = madd(v, v128.load(w), a0); b0 = madd(v, v128.load(w, 16), b0);
      w += 32;
    }
    const top = r << 1, shortRows = <usize>load<u32>(short) + (r << 3);
    let at = <usize>load<u32>(shortRows), to = <usize>load<u32>(shortRows, 4);
    let sum = f32x4.add(sum4(a0, a1, a2, a3), blockRow(x, shortColumns + (at << 2), shortColumns + (to << 2), shortValues + (at << 4)));
    finish(sum, scale + (top << 4), bias + (top << 4), low, out + (top << 4));
    if (<i32>top + 1 >= blockRows) return;
    at = to;
    to = <usize>load<u32>(shortRows, 8);
    sum = f32x4.add(sum4(b0, b1, b2, b3), blockRow(x, shortColumns + (at << 2), shortColumns + (to << 2), shortValues + (at << 4)));
    finish(sum, scale + (top << 4) + 16, bias + (top << 4) + 16, low, out + (top << 4) + 16);
  }
}
