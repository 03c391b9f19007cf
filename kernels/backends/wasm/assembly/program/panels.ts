import { madd } from '../madd';

// One block row (4 outputs) times eight or sixteen neighbouring pixels of one image, fp32. Column c of the pixels lies at
// x + offset[c]; the eight (sixteen) follow each other there. A block row is a list of blocks in each segment.

/** Sums -> max(scale * sum + bias (+ residual), floor) of one row and eight pixels. */
// @ts-ignore: decorator
@inline
function finish(low: v128, high: v128, scale: usize, bias: usize, floor: v128, residual: usize, out: usize): void {
  const s = v128.load_splat<f32>(scale), b = v128.load_splat<f32>(bias);
  low = f32x4.add(f32x4.mul(low, s), b);
  high = f32x4.add(f32x4.mul(high, s), b);
  if (residual) {
    low = f32x4.add(low, v128.load(residual));
    high = f32x4.add(high, v128.load(residual, 16));
  }
  v128.store(out, f32x4.pmax(low, floor));
  v128.store(out, f32x4.pmax(high, floor), 16);
}

/**
 * Block row `r` on eight pixels. @param segments table of (row pointers, column offsets, values) @param columns of a dense
 * matrix, whose one entry has offsets [columns] and values [block rows][columns][4]; 0: lists of blocks
 * @param residual 0, or of the layout of `out`
 */
// @ts-ignore: decorator
@inline
export function rowOne(
  x: usize, segments: usize, segmentEnd: usize, columns: usize, r: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
  let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
  for (let g = segments; g < segmentEnd; g += 12) {
    let c = <usize>load<u32>(g, 4), w = <usize>load<u32>(g, 8), end = c + (columns << 2);
    if (columns) {
      w += (r * columns) << 4;
    } else {
      const rows = <usize>load<u32>(g) + (r << 2), first = <usize>load<u32>(rows);
      end = c + (<usize>load<u32>(rows, 4) << 2);
      c += first << 2;
      w += first << 4;
    }
    for (; c < end; c += 4) {
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
  finish(a00, a01, scale, bias, floor, residual, out);
  finish(a10, a11, scale + 4, bias + 4, floor, residual ? residual + plane : 0, out + plane);
  finish(a20, a21, scale + 8, bias + 8, floor, residual ? residual + (plane << 1) : 0, out + (plane << 1));
  finish(a30, a31, scale + 12, bias + 12, floor, residual ? residual + plane * 3 : 0, out + plane * 3);
}

/** `rowOne` on sixteen pixels: pays only where the compiler joins neighbours into 256-bit registers. */
// @ts-ignore: decorator
@inline
export function rowTwo(
  x: usize, segments: usize, segmentEnd: usize, columns: usize, r: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
  let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
  let b00 = f32x4.splat(0), b01 = f32x4.splat(0), b10 = f32x4.splat(0), b11 = f32x4.splat(0);
  let b20 = f32x4.splat(0), b21 = f32x4.splat(0), b30 = f32x4.splat(0), b31 = f32x4.splat(0);
  for (let g = segments; g < segmentEnd; g += 12) {
    let c = <usize>load<u32>(g, 4), w = <usize>load<u32>(g, 8), end = c + (columns << 2);
    if (columns) {
      w += (r * columns) << 4;
    } else {
      const rows = <usize>load<u32>(g) + (r << 2), first = <usize>load<u32>(rows);
      end = c + (<usize>load<u32>(rows, 4) << 2);
      c += first << 2;
      w += first << 4;
    }
    for (; c < end; c += 4) {
      const at = x + <usize>load<u32>(c);
      const x0 = v128.load(at), x1 = v128.load(at, 16), y0 = v128.load(at, 32), y1 = v128.load(at, 48);
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
  const second = residual ? residual + 32 : 0;
  finish(a00, a01, scale, bias, floor, residual, out);
  finish(b00, b01, scale, bias, floor, second, out + 32);
  finish(a10, a11, scale + 4, bias + 4, floor, residual ? residual + plane : 0, out + plane);
  finish(b10, b11, scale + 4, bias + 4, floor, residual ? second + plane : 0, out + plane + 32);
  finish(a20, a21, scale + 8, bias + 8, floor, residual ? residual + (plane << 1) : 0, out + (plane << 1));
  finish(b20, b21, scale + 8, bias + 8, floor, residual ? second + (plane << 1) : 0, out + (plane << 1) + 32);
  finish(a30, a31, scale + 12, bias + 12, floor, residual ? residual + plane * 3 : 0, out + plane * 3);
  finish(b30, b31, scale + 12, bias + 12, floor, residual ? second + plane * 3 : 0, out + plane * 3 + 32);
}
