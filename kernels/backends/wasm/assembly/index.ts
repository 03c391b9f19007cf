// SIMD kernels, plain build: only instructions with one IEEE result, so outputs are the same bits on every machine.
//
// Layout. An activation is [channels][padded height][padded width][lanes] float32. lanes = 8: one panel holds the same
// pixel of eight samples, and a convolution reads it by byte offsets from the pixel, so im2col has no gather to do
// and the ladder kernel copies nothing. lanes = 1: one sample; eight of its pixels at a time are gathered into a panel [columns][8].
// Every output is summed over its columns in the order in which the weights are stored, one lane an output: a
// sample's result depends neither on its lane nor on the layout.
//
// A block is 4 rows x 1 column; eight accumulators hold 4 rows x 8 lanes. Twelve would spill on x86.

/** Sums of 4 rows x 8 lanes -> max(scale * sum + bias, floor); pmax keeps a NaN and is one instruction. */
// @ts-ignore: decorator
@inline
function finish(sum: v128, scale: v128, bias: v128, floor: v128): v128 {
  return f32x4.pmax(f32x4.add(f32x4.mul(sum, scale), bias), floor);
}

/** Copies the columns of one pixel of eight samples into a panel [columns][8]: contiguous reads are worth it if dense. */
// @ts-ignore: decorator
@inline
function copyPanel(x: usize, columnOffsets: usize, columns: i32, panel: usize): void {
  const end = columnOffsets + (<usize>columns << 2);
  for (let c = columnOffsets; c < end; c += 4) {
    const at = x + <usize>load<u32>(c);
    v128.store(panel, v128.load(at));
    v128.store(panel, v128.load(at, 16), 16);
    panel += 32;
  }
}

/** Dense weights [blockRows][columns][4] times one panel [columns][8]; row r goes to out + r * outPlane. */
// @ts-ignore: decorator
@inline
function densePanel(
  panel: usize, columns: i32, weights: usize, blockRows: i32,
  scale: usize, bias: usize, low: v128, out: usize, outPlane: usize,
): void {
  const end = panel + (<usize>columns << 5);
  for (let r: i32 = 0; r < blockRows; r++) {
    let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
    let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
    for (let at = panel; at < end; at += 32) {
      const x0 = v128.load(at), x1 = v128.load(at, 16);
      let v = v128.load_splat<f32>(weights);
      a00 = f32x4.add(a00, f32x4.mul(v, x0));
      a01 = f32x4.add(a01, f32x4.mul(v, x1));
      v = v128.load_splat<f32>(weights, 4);
      a10 = f32x4.add(a10, f32x4.mul(v, x0));
      a11 = f32x4.add(a11, f32x4.mul(v, x1));
      v = v128.load_splat<f32>(weights, 8);
      a20 = f32x4.add(a20, f32x4.mul(v, x0));
      a21 = f32x4.add(a21, f32x4.mul(v, x1));
      v = v128.load_splat<f32>(weights, 12);
      a30 = f32x4.add(a30, f32x4.mul(v, x0));
      a31 = f32x4.add(a31, f32x4.mul(v, x1));
      weights += 16;
    }
    let sv = v128.load_splat<f32>(scale), bv = v128.load_splat<f32>(bias);
    v128.store(out, finish(a00, sv, bv, low));
    v128.store(out, finish(a01, sv, bv, low), 16);
    out += outPlane;
    sv = v128.load_splat<f32>(scale, 4); bv = v128.load_splat<f32>(bias, 4);
    v128.store(out, finish(a10, sv, bv, low));
    v128.store(out, finish(a11, sv, bv, low), 16);
    out += outPlane;
    sv = v128.load_splat<f32>(scale, 8); bv = v128.load_splat<f32>(bias, 8);
    v128.store(out, finish(a20, sv, bv, low));
    v128.store(out, finish(a21, sv, bv, low), 16);
    out += outPlane;
    sv = v128.load_splat<f32>(scale, 12); bv = v128.load_splat<f32>(bias, 12);
    v128.store(out, finish(a30, sv, bv, low));
    v128.store(out, finish(a31, sv, bv, low), 16);
    out += outPlane;
    scale += 16;
    bias += 16;
  }
}

/**
 * The active blocks of a ladder times one panel whose column of a block lies at x + the block's offset. Reads the
 * segments from the table's start to segmentEnd, sparsest level first.
 */
// @ts-ignore: decorator
@inline
function ladderPanel(
  x: usize, segments: usize, segmentEnd: usize, blockRows: i32,
  scale: usize, bias: usize, low: v128, out: usize, outPlane: usize,
): void {
  for (let r: i32 = 0; r < blockRows; r++) {
    let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
    let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
    for (let g = segments; g < segmentEnd; g += 12) {
      const rows = <usize>load<u32>(g) + (<usize>r << 2);
      const first = <usize>load<u32>(rows);
      const columns = <usize>load<u32>(g, 4);
      const end = columns + (<usize>load<u32>(rows, 4) << 2);
      let w = <usize>load<u32>(g, 8) + (first << 4);
      for (let c = columns + (first << 2); c < end; c += 4) {
        const at = x + <usize>load<u32>(c);
        const x0 = v128.load(at), x1 = v128.load(at, 16);
        let v = v128.load_splat<f32>(w);
        a00 = f32x4.add(a00, f32x4.mul(v, x0));
        a01 = f32x4.add(a01, f32x4.mul(v, x1));
        v = v128.load_splat<f32>(w, 4);
        a10 = f32x4.add(a10, f32x4.mul(v, x0));
        a11 = f32x4.add(a11, f32x4.mul(v, x1));
        v = v128.load_splat<f32>(w, 8);
        a20 = f32x4.add(a20, f32x4.mul(v, x0));
        a21 = f32x4.add(a21, f32x4.mul(v, x1));
        v = v128.load_splat<f32>(w, 12);
        a30 = f32x4.add(a30, f32x4.mul(v, x0));
        a31 = f32x4.add(a31, f32x4.mul(v, x1));
        w += 16;
      }
    }
    let sv = v128.load_splat<f32>(scale), bv = v128.load_splat<f32>(bias);
    v128.store(out, finish(a00, sv, bv, low));
    v128.store(out, finish(a01, sv, bv, low), 16);
    out += outPlane;
    sv = v128.load_splat<f32>(scale, 4); bv = v128.load_splat<f32>(bias, 4);
    v128.store(out, finish(a10, sv, bv, low));
    v128.store(out, finish(a11, sv, bv, low), 16);
    out += outPlane;
    sv = v128.load_splat<f32>(scale, 8); bv = v128.load_splat<f32>(bias, 8);
    v128.store(out, finish(a20, sv, bv, low));
    v128.store(out, finish(a21, sv, bv, low), 16);
    out += outPlane;
    sv = v128.load_splat<f32>(scale, 12); bv = v128.load_splat<f32>(bias, 12);
    v128.store(out, finish(a30, sv, bv, low));
    v128.store(out, finish(a31, sv, bv, low), 16);
    out += outPlane;
    scale += 16;
    bias += 16;
  }
}

/**
 * Dense kernel on eight samples.
 * @param x base of the activation; pixel p is at x + inOffsets[p], column k at + columnOffsets[k]
 * @param weights [blockRows][columns][4] @param scale @param bias [4 * blockRows] @param floor 0 for ReLU, else -infinity
 * @param out row r of pixel p goes to out + r * outPlane + outOffsets[p]
 * @param panel scratch [columns][8]
 */
export function dense(
  x: usize, inOffsets: usize, pixels: i32, columnOffsets: usize, columns: i32,
  weights: usize, blockRows: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, panel: usize,
): void {
  const low = f32x4.splat(floor);
  for (let p: i32 = 0; p < pixels; p++) {
    copyPanel(x + <usize>load<u32>(inOffsets + (<usize>p << 2)), columnOffsets, columns, panel);
    const to = out + <usize>load<u32>(outOffsets + (<usize>p << 2));
    densePanel(panel, columns, weights, blockRows, scale, bias, low, to, outPlane);
  }
}

/**
 * Ladder kernel on eight samples: the first `segmentCount` entries of the segment table. Parameters as `dense`.
 * @param segments entries of three addresses: row pointers [blockRows + 1], byte offset of each block's column
 *   [blocks], values [blocks][4]
 */
export function ladder(
  x: usize, inOffsets: usize, pixels: i32, segments: usize, segmentCount: i32,
  blockRows: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize,
): void {
  const low = f32x4.splat(floor);
  const segmentEnd = segments + <usize>segmentCount * 12;
  for (let p: i32 = 0; p < pixels; p++) {
    const from = x + <usize>load<u32>(inOffsets + (<usize>p << 2));
    const to = out + <usize>load<u32>(outOffsets + (<usize>p << 2));
    ladderPanel(from, segments, segmentEnd, blockRows, scale, bias, low, to, outPlane);
  }
}

/**
 * Gathers the columns of eight pixels of one sample into a panel [columns][8].
 * @param x base of a one-lane activation @param pixelOffsets byte offsets of the eight pixels
 * @param columnOffsets byte offset of each column from its pixel
 */
function gather(x: usize, pixelOffsets: usize, columnOffsets: usize, columns: i32, panel: usize): void {
  const p0 = x + <usize>load<u32>(pixelOffsets), p1 = x + <usize>load<u32>(pixelOffsets, 4);
  const p2 = x + <usize>load<u32>(pixelOffsets, 8), p3 = x + <usize>load<u32>(pixelOffsets, 12);
  const p4 = x + <usize>load<u32>(pixelOffsets, 16), p5 = x + <usize>load<u32>(pixelOffsets, 20);
  const p6 = x + <usize>load<u32>(pixelOffsets, 24), p7 = x + <usize>load<u32>(pixelOffsets, 28);
  const end = columnOffsets + (<usize>columns << 2);
  for (let c = columnOffsets; c < end; c += 4) {
    const o = <usize>load<u32>(c);
    let v = v128.load_zero<f32>(p0 + o);
    v = v128.load_lane<f32>(p1 + o, v, 1);
    v = v128.load_lane<f32>(p2 + o, v, 2);
    v128.store(panel, v128.load_lane<f32>(p3 + o, v, 3));
    v = v128.load_zero<f32>(p4 + o);
    v = v128.load_lane<f32>(p5 + o, v, 1);
    v = v128.load_lane<f32>(p6 + o, v, 2);
    v128.store(panel, v128.load_lane<f32>(p7 + o, v, 3), 16);
    panel += 32;
  }
}

/** Writes a tile [rows][8] of the first `count` pixels of a panel into a one-lane activation. */
function scatter(tile: usize, rows: i32, out: usize, outPlane: usize, outOffsets: usize, count: i32): void {
  if (count == 8) {
    const p0 = out + <usize>load<u32>(outOffsets), p1 = out + <usize>load<u32>(outOffsets, 4);
    const p2 = out + <usize>load<u32>(outOffsets, 8), p3 = out + <usize>load<u32>(outOffsets, 12);
    const p4 = out + <usize>load<u32>(outOffsets, 16), p5 = out + <usize>load<u32>(outOffsets, 20);
    const p6 = out + <usize>load<u32>(outOffsets, 24), p7 = out + <usize>load<u32>(outOffsets, 28);
    let o: usize = 0;
    for (let r: i32 = 0; r < rows; r++) {
      const v = v128.load(tile), u = v128.load(tile, 16);
      v128.store_lane<f32>(p0 + o, v, 0);
      v128.store_lane<f32>(p1 + o, v, 1);
      v128.store_lane<f32>(p2 + o, v, 2);
      v128.store_lane<f32>(p3 + o, v, 3);
      v128.store_lane<f32>(p4 + o, u, 0);
      v128.store_lane<f32>(p5 + o, u, 1);
      v128.store_lane<f32>(p6 + o, u, 2);
      v128.store_lane<f32>(p7 + o, u, 3);
      tile += 32;
      o += outPlane;
    }
    return;
  }
  for (let r: i32 = 0; r < rows; r++) {
    for (let j: i32 = 0; j < count; j++) {
      const to = out + <usize>load<u32>(outOffsets + (<usize>j << 2));
      store<f32>(to, load<f32>(tile + (<usize>j << 2)));
    }
    tile += 32;
    out += outPlane;
  }
}

/** `dense` on one sample: gather, multiply, scatter, eight pixels at a time. `tile` is scratch [4 * blockRows][8]. */
export function densePixels(
  x: usize, inOffsets: usize, pixels: i32, columnOffsets: usize, columns: i32,
  weights: usize, blockRows: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, panel: usize, tile: usize,
): void {
  const low = f32x4.splat(floor);
  for (let p: i32 = 0; p < pixels; p += 8) {
    gather(x, inOffsets + (<usize>p << 2), columnOffsets, columns, panel);
    densePanel(panel, columns, weights, blockRows, scale, bias, low, tile, 32);
    scatter(tile, blockRows << 2, out, outPlane, outOffsets + (<usize>p << 2), min(8, pixels - p));
  }
}

/** `ladder` on one sample; the column offsets of its blocks are those of a gathered panel, 32 bytes a column. */
export function ladderPixels(
  x: usize, inOffsets: usize, pixels: i32, columnOffsets: usize, columns: i32, segments: usize, segmentCount: i32,
  blockRows: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, panel: usize, tile: usize,
): void {
  const low = f32x4.splat(floor);
  const segmentEnd = segments + <usize>segmentCount * 12;
  for (let p: i32 = 0; p < pixels; p += 8) {
    gather(x, inOffsets + (<usize>p << 2), columnOffsets, columns, panel);
    ladderPanel(panel, segments, segmentEnd, blockRows, scale, bias, low, tile, 32);
    scatter(tile, blockRows << 2, out, outPlane, outOffsets + (<usize>p << 2), min(8, pixels - p));
  }
}

/**
 * u8 images -> an activation of one channel or more, each value divided by 255.
 * @param images [samples][channels][height][width] u8 @param lanes 1 or 8; missing samples of a panel read zero
 */
export function loadImages(
  images: usize, samples: i32, channels: i32, height: i32, width: i32,
  out: usize, plane: usize, pitch: usize, origin: usize, lanes: i32,
): void {
  const imageBytes = channels * height * width;
  const step = <usize>lanes << 2;
  for (let j: i32 = 0; j < lanes; j++) {
    const live = j < samples;
    let from = images + <usize>(j * imageBytes);
    for (let c: i32 = 0; c < channels; c++) {
      for (let y: i32 = 0; y < height; y++) {
        let to = out + <usize>c * plane + <usize>y * pitch + origin + (<usize>j << 2);
        for (let i: i32 = 0; i < width; i++) {
          store<f32>(to, live ? <f32>load<u8>(from) / 255 : 0);
          from++;
          to += step;
        }
      }
    }
  }
}

/** Writes zero into the border of each channel plane; all sizes in bytes. */
export function clearBorder(
  out: usize, channels: i32, plane: usize, rows: i32, pitch: usize, top: i32, left: usize, height: i32, width: usize,
): void {
  const right = pitch - left - width;
  for (let c: i32 = 0; c < channels; c++) {
    memory.fill(out, 0, <usize>top * pitch);
    let at = out + <usize>top * pitch;
    for (let y: i32 = 0; y < height; y++) {
      for (let i: usize = 0; i < left; i += 4) store<f32>(at + i, 0);
      for (let i: usize = 0; i < right; i += 4) store<f32>(at + left + width + i, 0);
      at += pitch;
    }
    memory.fill(at, 0, <usize>(rows - top - height) * pitch);
    out += plane;
  }
}

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

/**
 * Max or average pooling over windows clipped to the image.
 * @param average 0: maximum; 1: mean over the window's pixels inside the image; 2: mean over the whole window
 */
export function pool(
  x: usize, xPlane: usize, xPitch: usize, channels: i32, height: i32, width: i32, lanes: i32,
  kernelH: i32, kernelW: i32, strideH: i32, strideW: i32, padTop: i32, padLeft: i32, average: i32,
  out: usize, outPlane: usize, outPitch: usize, outHeight: i32, outWidth: i32,
): void {
  const step = <usize>lanes << 2;
  for (let c: i32 = 0; c < channels; c++) {
    for (let oy: i32 = 0; oy < outHeight; oy++) {
      const y0 = max(0, oy * strideH - padTop), y1 = min(height, oy * strideH - padTop + kernelH);
      for (let ox: i32 = 0; ox < outWidth; ox++) {
        const x0 = max(0, ox * strideW - padLeft), x1 = min(width, ox * strideW - padLeft + kernelW);
        const divisor = average == 2 ? <f32>(kernelH * kernelW) : <f32>((y1 - y0) * (x1 - x0));
        for (let j: usize = 0; j < step; j += 4) {
          let a: f32 = average ? 0 : -Infinity;
          for (let y = y0; y < y1; y++) {
            let at = x + <usize>y * xPitch + <usize>x0 * step + j;
            for (let i = x0; i < x1; i++) {
              const v = load<f32>(at);
              a = average ? a + v : max(a, v);
              at += step;
            }
          }
          store<f32>(out + <usize>oy * outPitch + <usize>ox * step + j, average ? a / divisor : a);
        }
      }
    }
    x += xPlane;
    out += outPlane;
  }
}

/** [classes][lanes] with `plane` bytes between classes -> [samples][classes]. */
export function collect(x: usize, plane: usize, classes: i32, samples: i32, out: usize): void {
  for (let j: i32 = 0; j < samples; j++) {
    for (let c: i32 = 0; c < classes; c++) {
      store<f32>(out, load<f32>(x + <usize>c * plane + (<usize>j << 2)));
      out += 4;
    }
  }
}

/**
 * e^x for x <= 0 from additions and multiplications only: x = k ln 2 + r with |r| <= ln 2 / 2, Taylor to r^13 / 13!
 * (remainder below 1e-17), times 2^k. ln 2 is split in two parts as in fdlibm, so r is good to the last bit.
 */
function expOfNegative(x: f64): f64 {
  if (!(x > -708)) return x != x ? x : 0;
  const k = nearest(x * 1.4426950408889634);
  const r = x - k * 6.93147180369123816490e-01 - k * 1.90821492927058770002e-10;
  let s: f64 = 1.0 / 6227020800.0;
  s = s * r + 1.0 / 479001600.0;
  s = s * r + 1.0 / 39916800.0;
  s = s * r + 1.0 / 3628800.0;
  s = s * r + 1.0 / 362880.0;
  s = s * r + 1.0 / 40320.0;
  s = s * r + 1.0 / 5040.0;
  s = s * r + 1.0 / 720.0;
  s = s * r + 1.0 / 120.0;
  s = s * r + 1.0 / 24.0;
  s = s * r + 1.0 / 6.0;
  s = s * r + 0.5;
  s = s * r + 1.0;
  s = s * r + 1.0;
  return s * reinterpret<f64>((<i64>k + 1023) << 52);
}

/** Softmax of each of `samples` rows of `classes` values, accumulated in float64. x and out may be the same. */
export function softmax(x: usize, classes: i32, samples: i32, out: usize): void {
  for (let j: i32 = 0; j < samples; j++) {
    let top: f32 = -Infinity;
    for (let c: i32 = 0; c < classes; c++) top = max(top, load<f32>(x + (<usize>c << 2)));
    let sum: f64 = 0;
    for (let c: i32 = 0; c < classes; c++) sum += expOfNegative(<f64>load<f32>(x + (<usize>c << 2)) - <f64>top);
    for (let c: i32 = 0; c < classes; c++) {
      const e = expOfNegative(<f64>load<f32>(x + (<usize>c << 2)) - <f64>top);
      store<f32>(out + (<usize>c << 2), <f32>(e / sum));
    }
    x += <usize>classes << 2;
    out += <usize>classes << 2;
  }
}

/**
 * Index of the largest of each row of probabilities (the first among equals), and that value in units of 1/65535.
 * @param topClass u8 per sample @param confidence u16 per sample
 */
export function rank(probabilities: usize, classes: i32, samples: i32, topClass: usize, confidence: usize): void {
  for (let j: i32 = 0; j < samples; j++) {
    let best: f32 = -Infinity;
    let at: i32 = 0;
    for (let c: i32 = 0; c < classes; c++) {
      const v = load<f32>(probabilities + (<usize>c << 2));
      if (v > best) {
        best = v;
        at = c;
      }
    }
    store<u8>(topClass + <usize>j, <u8>at);
    store<u16>(confidence + (<usize>j << 1), best > 0 ? <u16>floor(<f64>min<f32>(best, 1) * 65535 + 0.5) : 0);
    probabilities += <usize>classes << 2;
  }
}
