import { madd } from '../madd';

// A matrix on panels of eight tokens, [features][8]: four outputs and a panel, or two, at a time. What a block row reads, of each
// segment the first block, the end and the values, is looked up once for all panels of a tile.

/** Sums of a row and eight tokens -> max(scale * sum + bias (+ residual), floor). @param scale address, or 0: it is 1 */
// @ts-ignore: decorator
@inline
function finish(low: v128, high: v128, scale: usize, bias: usize, floor: v128, residual: usize, out: usize): void {
  const b = v128.load_splat<f32>(bias);
  if (scale) {
    const s = v128.load_splat<f32>(scale);
    low = f32x4.mul(low, s);
    high = f32x4.mul(high, s);
  }
  low = f32x4.add(low, b);
  high = f32x4.add(high, b);
  if (residual) {
    low = f32x4.add(low, v128.load(residual));
    high = f32x4.add(high, v128.load(residual, 16));
  }
  v128.store(out, f32x4.pmax(low, floor));
  v128.store(out, f32x4.pmax(high, floor), 16);
}

/** `finish` of four rows. */
// @ts-ignore: decorator
@inline
function finishRows(
  a00: v128, a01: v128, a10: v128, a11: v128, a20: v128, a21: v128, a30: v128, a31: v128,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize,
): void {
  finish(a00, a01, scale, bias, floor, residual, out);
  finish(a10, a11, scale ? scale + 4 : 0, bias + 4, floor, residual ? residual + 32 : 0, out + 32);
  finish(a20, a21, scale ? scale + 8 : 0, bias + 8, floor, residual ? residual + 64 : 0, out + 64);
  finish(a30, a31, scale ? scale + 12 : 0, bias + 12, floor, residual ? residual + 96 : 0, out + 96);
}

/** @param spans of the row: (first offset of a column, end, first value) for each segment */
// @ts-ignore: decorator
@inline
function onePanel(
  x: usize, spans: usize, spansEnd: usize, scale: usize, bias: usize, floor: v128, residual: usize, out: usize,
): void {
  let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
  let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
  for (let g = spans; g < spansEnd; g += 12) {
    let c = <usize>load<u32>(g), w = <usize>load<u32>(g, 8);
    for (const end = <usize>load<u32>(g, 4); c < end; c += 4) {
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
  finishRows(a00, a01, a10, a11, a20, a21, a30, a31, scale, bias, floor, residual, out);
}

/** `onePanel` of two: pays only where the compiler joins neighbours into 256-bit registers. */
// @ts-ignore: decorator
@inline
function twoPanels(
  x: usize, group: usize, spans: usize, spansEnd: usize, scale: usize, bias: usize, floor: v128, residual: usize, out: usize,
  outGroup: usize,
): void {
  let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
  let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
  let b00 = f32x4.splat(0), b01 = f32x4.splat(0), b10 = f32x4.splat(0), b11 = f32x4.splat(0);
  let b20 = f32x4.splat(0), b21 = f32x4.splat(0), b30 = f32x4.splat(0), b31 = f32x4.splat(0);
  for (let g = spans; g < spansEnd; g += 12) {
    let c = <usize>load<u32>(g), w = <usize>load<u32>(g, 8);
    for (const end = <usize>load<u32>(g, 4); c < end; c += 4) {
      const at = x + <usize>load<u32>(c), second = at + group;
      const x0 = v128.load(at), x1 = v128.load(at, 16), y0 = v128.load(second), y1 = v128.load(second, 16);
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
  finishRows(a00, a01, a10, a11, a20, a21, a30, a31, scale, bias, floor, residual, out);
  finishRows(b00, b01, b10, b11, b20, b21, b30, b31, scale, bias, floor, residual ? residual + outGroup : 0, out + outGroup);
}

/**
 * max(scale * W x + bias + residual, floor) of all panels.
 * @param group @param outGroup bytes from one panel to the next; `residual` (or 0) is laid out as `out`
 * @param segments table of (row pointers, column offsets, values) @param columns of a dense matrix, or 0: lists of blocks
 * @param scale address, or 0: all are 1 @param tile panels that are taken together @param spans scratch of u32 [segmentCount][3]
 */
export function matrixTokens(
  x: usize, group: usize, panels: i32, rows: i32, segments: usize, segmentCount: i32, columns: usize, scale: usize, bias: usize,
  floor: f32, residual: usize, out: usize, outGroup: usize, wide: i32, tile: i32, spans: usize,
): void {
  const low = f32x4.splat(floor), segmentEnd = segments + <usize>segmentCount * 12, spansEnd = spans + <usize>segmentCount * 12;
  for (let first: i32 = 0; first < panels; first += tile) {
    const last = min(panels, first + tile);
    let s = scale, b = bias, o = out + <usize>first * outGroup, add = residual ? residual + <usize>first * outGroup : 0;
    const from = x + <usize>first * group;
    for (let r: usize = 0; r < <usize>rows; r++) {
      let to = spans;
      for (let g = segments; g < segmentEnd; g += 12) {
        let c = <usize>load<u32>(g, 4), w = <usize>load<u32>(g, 8), end = c + (columns << 2);
        if (columns) {
          w += (r * columns) << 4;
        } else {
          const pointers = <usize>load<u32>(g) + (r << 2), begin = <usize>load<u32>(pointers);
          end = c + (<usize>load<u32>(pointers, 4) << 2);
          c += begin << 2;
          w += begin << 4;
        }
        store<u32>(to, <u32>c); store<u32>(to, <u32>end, 4); store<u32>(to, <u32>w, 8);
        to += 12;
      }
      let at = from, y = o, plus = add, p = first;
      if (wide) {
        for (; p + 1 < last; p += 2) {
          twoPanels(at, group, spans, spansEnd, s, b, low, plus, y, outGroup);
          at += group << 1;
          y += outGroup << 1;
          if (plus) plus += outGroup << 1;
        }
      }
      for (; p < last; p++) {
        onePanel(at, spans, spansEnd, s, b, low, plus, y);
        at += group;
        y += outGroup;
        if (plus) plus += outGroup;
      }
      if (s) s += 16;
      b += 16;
      o += 128;
      if (add) add += 128;
    }
  }
}
