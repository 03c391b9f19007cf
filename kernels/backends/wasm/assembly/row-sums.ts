import { madd } from './madd';

// One block row (4 outputs) times one or two panels of eight lanes. Eight accumulators fill the sixteen registers of
// x86; the `two` forms hold sixteen and pay only where the compiler joins neighbours into 256-bit registers.

/** Sums -> max(scale * sum + bias, floor) of one row and eight lanes; pmax keeps a NaN and is one instruction. */
// @ts-ignore: decorator
@inline
function finish(low: v128, high: v128, scale: usize, bias: usize, floor: v128, out: usize): void {
  const s = v128.load_splat<f32>(scale), b = v128.load_splat<f32>(bias);
  v128.store(out, f32x4.pmax(f32x4.add(f32x4.mul(low, s), b), floor));
  v128.store(out, f32x4.pmax(f32x4.add(f32x4.mul(high, s), b), floor), 16);
}

/** Dense block row, weights [columns][4], on one panel [columns][8]; row i goes to out + i * outPlane. */
// @ts-ignore: decorator
@inline
export function denseOne(
  x: usize, columns: i32, w: usize, scale: usize, bias: usize, floor: v128, out: usize, outPlane: usize,
): void {
  let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
  let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
  for (const end = x + (<usize>columns << 5); x < end; x += 32) {
    const x0 = v128.load(x), x1 = v128.load(x, 16);
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
  finish(a00, a01, scale, bias, floor, out);
  finish(a10, a11, scale + 4, bias + 4, floor, out + outPlane);
  finish(a20, a21, scale + 8, bias + 8, floor, out + (outPlane << 1));
  finish(a30, a31, scale + 12, bias + 12, floor, out + outPlane * 3);
}

/** `denseOne` on two panels; `y` is the distance of the second from the first, `outY` that of its outputs. */
// @ts-ignore: decorator
@inline
export function denseTwo(
  x: usize, y: usize, columns: i32, w: usize, scale: usize, bias: usize, floor: v128,
  out: usize, outY: usize, outPlane: usize,
): void {
  let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
  let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
  let b00 = f32x4.splat(0), b01 = f32x4.splat(0), b10 = f32x4.splat(0), b11 = f32x4.splat(0);
  let b20 = f32x4.splat(0), b21 = f32x4.splat(0), b30 = f32x4.splat(0), b31 = f32x4.splat(0);
  for (const end = x + (<usize>columns << 5); x < end; x += 32) {
    const x2 = x + y;
    const x0 = v128.load(x), x1 = v128.load(x, 16), y0 = v128.load(x2), y1 = v128.load(x2, 16);
    let v = v128.load_splat<f32>(w);
    a00 = madd(v, x0, a00); a01 = madd(v, x1, a01); b00 = madd(v, y0, b00); b01 = madd(v, y1, b01);
    v = v128.load_splat<f32>(w, 4);
    a10 = madd(v, x0, a10); a11 = madd(v, x1, a11); b10 = madd(v, y0, b10); b11 = madd(v, y1, b11);
    v = v128.load_splat<f32>(w, 8);
    a20 = madd(v, x0, a20); a21 = madd(v, x1, a21); b20 = madd(v, y0, b20); b21 = madd(v, y1, b21);
    v = v128.load_splat<f32>(w, 12);
    a30 = madd(v, x0, a30); a31 = madd(v, x1, a31); b30 = madd(v, y0, b30); b31 = madd(v, y1, b31);
    w += 16;
  }
  finish(a00, a01, scale, bias, floor, out);
  finish(a10, a11, scale + 4, bias + 4, floor, out + outPlane);
  finish(a20, a21, scale + 8, bias + 8, floor, out + (outPlane << 1));
  finish(a30, a31, scale + 12, bias + 12, floor, out + outPlane * 3);
  out += outY;
  finish(b00, b01, scale, bias, floor, out);
  finish(b10, b11, scale + 4, bias + 4, floor, out + outPlane);
  finish(b20, b21, scale + 8, bias + 8, floor, out + (outPlane << 1));
  finish(b30, b31, scale + 12, bias + 12, floor, out + outPlane * 3);
}

/** `denseOne` on two block rows of one panel, whose weights are `v` bytes apart and whose outputs follow each other. */
// @ts-ignore: decorator
@inline
export function denseTall(
  x: usize, columns: i32, w: usize, v: usize, scale: usize, bias: usize, floor: v128, out: usize, outPlane: usize,
): void {
  let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
  let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
  let b00 = f32x4.splat(0), b01 = f32x4.splat(0), b10 = f32x4.splat(0), b11 = f32x4.splat(0);
  let b20 = f32x4.splat(0), b21 = f32x4.splat(0), b30 = f32x4.splat(0), b31 = f32x4.splat(0);
  for (const end = x + (<usize>columns << 5); x < end; x += 32) {
    const x0 = v128.load(x), x1 = v128.load(x, 16), w2 = w + v;
    let t = v128.load_splat<f32>(w);
    a00 = madd(t, x0, a00); a01 = madd(t, x1, a01);
    t = v128.load_splat<f32>(w, 4);
    a10 = madd(t, x0, a10); a11 = madd(t, x1, a11);
    t = v128.load_splat<f32>(w, 8);
    a20 = madd(t, x0, a20); a21 = madd(t, x1, a21);
    t = v128.load_splat<f32>(w, 12);
    a30 = madd(t, x0, a30); a31 = madd(t, x1, a31);
    t = v128.load_splat<f32>(w2);
    b00 = madd(t, x0, b00); b01 = madd(t, x1, b01);
    t = v128.load_splat<f32>(w2, 4);
    b10 = madd(t, x0, b10); b11 = madd(t, x1, b11);
    t = v128.load_splat<f32>(w2, 8);
    b20 = madd(t, x0, b20); b21 = madd(t, x1, b21);
    t = v128.load_splat<f32>(w2, 12);
    b30 = madd(t, x0, b30); b31 = madd(t, x1, b31);
    w += 16;
  }
  finish(a00, a01, scale, bias, floor, out);
  finish(a10, a11, scale + 4, bias + 4, floor, out + outPlane);
  finish(a20, a21, scale + 8, bias + 8, floor, out + (outPlane << 1));
  finish(a30, a31, scale + 12, bias + 12, floor, out + outPlane * 3);
  out += outPlane << 2;
  finish(b00, b01, scale + 16, bias + 16, floor, out);
  finish(b10, b11, scale + 20, bias + 20, floor, out + outPlane);
  finish(b20, b21, scale + 24, bias + 24, floor, out + (outPlane << 1));
  finish(b30, b31, scale + 28, bias + 28, floor, out + outPlane * 3);
}

/**
 * Block row `r` of the segments from `segments` to `segmentEnd` (sparsest level first) on one panel: the column of a
 * block lies at x + the block's offset.
 */
// @ts-ignore: decorator
@inline
export function ladderOne(
  x: usize, segments: usize, segmentEnd: usize, r: usize,
  scale: usize, bias: usize, floor: v128, out: usize, outPlane: usize,
): void {
  let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
  let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
  for (let g = segments; g < segmentEnd; g += 12) {
    const rows = <usize>load<u32>(g) + (r << 2);
    const first = <usize>load<u32>(rows), columns = <usize>load<u32>(g, 4);
    const end = columns + (<usize>load<u32>(rows, 4) << 2);
    let w = <usize>load<u32>(g, 8) + (first << 4);
    for (let c = columns + (first << 2); c < end; c += 4) {
      const at = x + <usize>load<u32>(c);
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
  finish(a00, a01, scale, bias, floor, out);
  finish(a10, a11, scale + 4, bias + 4, floor, out + outPlane);
  finish(a20, a21, scale + 8, bias + 8, floor, out + (outPlane << 1));
  finish(a30, a31, scale + 12, bias + 12, floor, out + outPlane * 3);
}

/** `ladderOne` on two panels; `y` and `outY` as in `denseTwo`. */
// @ts-ignore: decorator
@inline
export function ladderTwo(
  x: usize, y: usize, segments: usize, segmentEnd: usize, r: usize,
  scale: usize, bias: usize, floor: v128, out: usize, outY: usize, outPlane: usize,
): void {
  let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
  let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
  let b00 = f32x4.splat(0), b01 = f32x4.splat(0), b10 = f32x4.splat(0), b11 = f32x4.splat(0);
  let b20 = f32x4.splat(0), b21 = f32x4.splat(0), b30 = f32x4.splat(0), b31 = f32x4.splat(0);
  for (let g = segments; g < segmentEnd; g += 12) {
    const rows = <usize>load<u32>(g) + (r << 2);
    const first = <usize>load<u32>(rows), columns = <usize>load<u32>(g, 4);
    const end = columns + (<usize>load<u32>(rows, 4) << 2);
    let w = <usize>load<u32>(g, 8) + (first << 4);
    for (let c = columns + (first << 2); c < end; c += 4) {
      const at = x + <usize>load<u32>(c);
      const x2 = at + y;
      const x0 = v128.load(at), x1 = v128.load(at, 16), y0 = v128.load(x2), y1 = v128.load(x2, 16);
      let v = v128.load_splat<f32>(w);
      a00 = madd(v, x0, a00); a01 = madd(v, x1, a01); b00 = madd(v, y0, b00); b01 = madd(v, y1, b01);
      v = v128.load_splat<f32>(w, 4);
      a10 = madd(v, x0, a10); a11 = madd(v, x1, a11); b10 = madd(v, y0, b10); b11 = madd(v, y1, b11);
      v = v128.load_splat<f32>(w, 8);
      a20 = madd(v, x0, a20); a21 = madd(v, x1, a21); b20 = madd(v, y0, b20); b21 = madd(v, y1, b21);
      v = v128.load_splat<f32>(w, 12);
      a30 = madd(v, x0, a30); a31 = madd(v, x1, a31); b30 = madd(v, y0, b30); b31 = madd(v, y1, b31);
      w += 16;
    }
  }
  finish(a00, a01, scale, bias, floor, out);
  finish(a10, a11, scale + 4, bias + 4, floor, out + outPlane);
  finish(a20, a21, scale + 8, bias + 8, floor, out + (outPlane << 1));
  finish(a30, a31, scale + 12, bias + 12, floor, out + outPlane * 3);
  out += outY;
  finish(b00, b01, scale, bias, floor, out);
  finish(b10, b11, scale + 4, bias + 4, floor, out + outPlane);
  finish(b20, b21, scale + 8, bias + 8, floor, out + (outPlane << 1));
  finish(b30, b31, scale + 12, bias + 12, floor, out + outPlane * 3);
}
