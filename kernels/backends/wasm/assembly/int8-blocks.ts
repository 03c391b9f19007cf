import { finishRow, finishVector, mac, storePairs } from './int8-sums';

// 4x2 blocks on panels that lie in pairs already, [pairs][8][2] i16, and are left so: layer after layer needs no
// shuffle. A panel of some thousand columns fits the nearest cache, so panels are taken one by one (or two), and the
// weights stream past them.

// @ts-ignore: decorator
@inline
function blocksOne(
  x: usize, rowPointers: usize, pairOffsets: usize, weights: usize, r: usize, b: usize, m: usize, l: v128, h: v128, out: usize,
): void {
  let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
  let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
  const first = <usize>load<u32>(rowPointers + (r << 2)), end = pairOffsets + (<usize>load<u32>(rowPointers + (r << 2), 4) << 2);
  let w = weights + (first << 4);
  for (let c = pairOffsets + (first << 2); c < end; c += 4) {
    const at = x + <usize>load<u32>(c);
    const x0 = v128.load(at), x1 = v128.load(at, 16);
    let v = v128.load_splat<i32>(w);
    a00 = mac(a00, v, x0); a01 = mac(a01, v, x1);
    v = v128.load_splat<i32>(w, 4);
    a10 = mac(a10, v, x0); a11 = mac(a11, v, x1);
    v = v128.load_splat<i32>(w, 8);
    a20 = mac(a20, v, x0); a21 = mac(a21, v, x1);
    v = v128.load_splat<i32>(w, 12);
    a30 = mac(a30, v, x0); a31 = mac(a31, v, x1);
    w += 16;
  }
  storePairs(finishRow(a00, a01, b, m, l, h), finishRow(a10, a11, b + 4, m + 4, l, h), out);
  storePairs(finishRow(a20, a21, b + 8, m + 8, l, h), finishRow(a30, a31, b + 12, m + 12, l, h), out + 32);
}

/** `blocksOne` on two panels, for engines that join neighbouring operations; y and outY are the second one's distance. */
// @ts-ignore: decorator
@inline
function blocksTwo(
  x: usize, y: usize, rowPointers: usize, pairOffsets: usize, weights: usize, r: usize, b: usize, m: usize, l: v128, h: v128,
  out: usize, outY: usize,
): void {
  let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
  let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
  let b00 = i32x4.splat(0), b01 = i32x4.splat(0), b10 = i32x4.splat(0), b11 = i32x4.splat(0);
  let b20 = i32x4.splat(0), b21 = i32x4.splat(0), b30 = i32x4.splat(0), b31 = i32x4.splat(0);
  const first = <usize>load<u32>(rowPointers + (r << 2)), end = pairOffsets + (<usize>load<u32>(rowPointers + (r << 2), 4) << 2);
  let w = weights + (first << 4);
  for (let c = pairOffsets + (first << 2); c < end; c += 4) {
    const at = x + <usize>load<u32>(c), at2 = at + y;
    const x0 = v128.load(at), x1 = v128.load(at, 16), y0 = v128.load(at2), y1 = v128.load(at2, 16);
    let v = v128.load_splat<i32>(w);
    a00 = mac(a00, v, x0); a01 = mac(a01, v, x1); b00 = mac(b00, v, y0); b01 = mac(b01, v, y1);
    v = v128.load_splat<i32>(w, 4);
    a10 = mac(a10, v, x0); a11 = mac(a11, v, x1); b10 = mac(b10, v, y0); b11 = mac(b11, v, y1);
    v = v128.load_splat<i32>(w, 8);
    a20 = mac(a20, v, x0); a21 = mac(a21, v, x1); b20 = mac(b20, v, y0); b21 = mac(b21, v, y1);
    v = v128.load_splat<i32>(w, 12);
    a30 = mac(a30, v, x0); a31 = mac(a31, v, x1); b30 = mac(b30, v, y0); b31 = mac(b31, v, y1);
    w += 16;
  }
  storePairs(finishRow(a00, a01, b, m, l, h), finishRow(a10, a11, b + 4, m + 4, l, h), out);
  storePairs(finishRow(a20, a21, b + 8, m + 8, l, h), finishRow(a30, a31, b + 12, m + 12, l, h), out + 32);
  out += outY;
  storePairs(finishRow(b00, b01, b, m, l, h), finishRow(b10, b11, b + 4, m + 4, l, h), out);
  storePairs(finishRow(b20, b21, b + 8, m + 8, l, h), finishRow(b30, b31, b + 12, m + 12, l, h), out + 32);
}

/**
 * @param x panels [pairs][8][2] i16, `xPanel` bytes apart; so are those at `out`, [2 * block rows][8][2]
 * @param rowPointers u32 [block rows + 1] @param pairOffsets u32 byte offset of each block's pair of columns in a panel
 * @param weights i16 [blocks][4][2] @param bias i32 @param multiplier f32 [4 * block rows]
 * @param low @param high limits of the outputs, less their zero point
 */
export function int8Blocks(
  x: usize, xPanel: usize, panels: i32, rowPointers: usize, pairOffsets: usize, weights: usize,
  rowFrom: i32, rowTo: i32, bias: usize, multiplier: usize, low: f32, high: f32, out: usize, outPanel: usize, wide: i32,
): void {
  const l = f32x4.splat(low), h = f32x4.splat(high);
  let p: i32 = 0;
  if (wide) {
    for (; p + 1 < panels; p += 2) {
      for (let r = <usize>rowFrom; r < <usize>rowTo; r++) {
        blocksTwo(x, xPanel, rowPointers, pairOffsets, weights, r, bias + (r << 4), multiplier + (r << 4), l, h, out + (r << 6), outPanel);
      }
      x += xPanel << 1;
      out += outPanel << 1;
    }
  }
  for (; p < panels; p++) {
    for (let r = <usize>rowFrom; r < <usize>rowTo; r++) {
      blocksOne(x, rowPointers, pairOffsets, weights, r, bias + (r << 4), multiplier + (r << 4), l, h, out + (r << 6));
    }
    x += xPanel;
    out += outPanel;
  }
}

/** `int8Blocks` on one right-hand side, x i16 [columns, an even number], out i16 [4 * block rows]; 4 bytes a pair. */
export function int8BlocksVector(
  x: usize, rowPointers: usize, pairOffsets: usize, weights: usize, rowFrom: i32, rowTo: i32,
  bias: usize, multiplier: usize, low: f32, high: f32, out: usize,
): void {
  const l = f32x4.splat(low), h = f32x4.splat(high);
  for (let r = <usize>rowFrom; r < <usize>rowTo; r++) {
    let a = i32x4.splat(0), b = i32x4.splat(0), c = i32x4.splat(0), d = i32x4.splat(0);
    const first = <usize>load<u32>(rowPointers + (r << 2)), end = pairOffsets + (<usize>load<u32>(rowPointers + (r << 2), 4) << 2);
    let w = weights + (first << 4), o = pairOffsets + (first << 2);
    for (; o + 12 < end; o += 16) {
      a = mac(a, v128.load(w), v128.load_splat<i32>(x + <usize>load<u32>(o)));
      b = mac(b, v128.load(w, 16), v128.load_splat<i32>(x + <usize>load<u32>(o, 4)));
      c = mac(c, v128.load(w, 32), v128.load_splat<i32>(x + <usize>load<u32>(o, 8)));
      d = mac(d, v128.load(w, 48), v128.load_splat<i32>(x + <usize>load<u32>(o, 12)));
      w += 64;
    }
    for (; o < end; o += 4) {
      a = mac(a, v128.load(w), v128.load_splat<i32>(x + <usize>load<u32>(o)));
      w += 16;
    }
    finishVector(i32x4.add(i32x4.add(a, b), i32x4.add(c, d)), bias + (r << 4), multiplier + (r << 4), l, h, out + (r << 3));
  }
}
