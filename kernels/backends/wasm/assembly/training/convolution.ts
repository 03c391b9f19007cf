import { madd } from '../madd';
import { copyPanel } from '../pixels';

// Gradients of matrix products and convolutions, and the copies of the weights that they read. Eight accumulators, as in
// the forward kernels. An accumulator that adds to a gradient starts from it, so that a panel met twice is stored twice
// with one value.

/**
 * Dense product as `dense` of matmul, without scale and bias, that can add to what is there.
 * @param accumulate 0: out is overwritten @param columnOffsets @param scratch @param group as in `dense`
 */
export function denseInto(
  x: usize, inOffsets: usize, panels: i32, columnOffsets: usize, columns: i32, weights: usize, blockRows: i32,
  out: usize, outOffsets: usize, outPlane: usize, scratch: usize, group: i32, accumulate: i32,
): void {
  const panelBytes = <usize>columns << 5, rowBytes = <usize>columns << 4;
  for (let first: i32 = 0; first < panels; first += group) {
    const last = min(panels, first + group);
    if (columnOffsets) {
      let panel = scratch;
      for (let p = first; p < last; p++) {
        copyPanel(x + <usize>load<u32>(inOffsets + (<usize>p << 2)), columnOffsets, columns, panel);
        panel += panelBytes;
      }
    }
    for (let r: i32 = 0; r < blockRows; r++) {
      const rowWeights = weights + <usize>r * rowBytes, rowOut = out + (<usize>r << 2) * outPlane;
      for (let p = first; p < last; p++) {
        const at = <usize>p << 2;
        let panel = columnOffsets ? scratch + <usize>(p - first) * panelBytes : x + <usize>load<u32>(inOffsets + at);
        const o0 = rowOut + <usize>load<u32>(outOffsets + at);
        const o1 = o0 + outPlane, o2 = o1 + outPlane, o3 = o2 + outPlane;
        let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
        let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
        if (accumulate) {
          a00 = v128.load(o0); a01 = v128.load(o0, 16); a10 = v128.load(o1); a11 = v128.load(o1, 16);
          a20 = v128.load(o2); a21 = v128.load(o2, 16); a30 = v128.load(o3); a31 = v128.load(o3, 16);
        }
        let w = rowWeights;
        for (const end = panel + panelBytes; panel < end; panel += 32) {
          const x0 = v128.load(panel), x1 = v128.load(panel, 16);
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
        v128.store(o0, a00); v128.store(o0, a01, 16); v128.store(o1, a10); v128.store(o1, a11, 16);
        v128.store(o2, a20); v128.store(o2, a21, 16); v128.store(o3, a30); v128.store(o3, a31, 16);
      }
    }
  }
}

/**
 * Gradient to the input of a product with 4x1 blocks, four panels at a time.
 * @param dy base of the output's gradient; panel p is at dy + dyOffsets[p] @param panels a multiple of 4; a panel may be
 *   named twice @param rowPointers [rows + 1], of input channels @param entries [blocks][2]: byte offset from the panel
 *   to the block's first row, byte offset of its four values @param dyPlane @param outPlane bytes between rows
 */
export function sparseInto(
  dy: usize, dyOffsets: usize, panels: i32, rowPointers: usize, entries: usize, values: usize, rows: i32,
  dyPlane: usize, out: usize, outOffsets: usize, outPlane: usize, accumulate: i32,
): void {
  for (let p: usize = 0; p < <usize>panels << 2; p += 16) {
    const p0 = dy + <usize>load<u32>(dyOffsets + p), p1 = dy + <usize>load<u32>(dyOffsets + p, 4);
    const p2 = dy + <usize>load<u32>(dyOffsets + p, 8), p3 = dy + <usize>load<u32>(dyOffsets + p, 12);
    let o0 = out + <usize>load<u32>(outOffsets + p), o1 = out + <usize>load<u32>(outOffsets + p, 4);
    let o2 = out + <usize>load<u32>(outOffsets + p, 8), o3 = out + <usize>load<u32>(outOffsets + p, 12);
    let entry = entries + (<usize>load<u32>(rowPointers) << 3);
    for (let row: i32 = 0; row < rows; row++) {
      let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
      let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
      if (accumulate) {
        a00 = v128.load(o0); a01 = v128.load(o0, 16); a10 = v128.load(o1); a11 = v128.load(o1, 16);
        a20 = v128.load(o2); a21 = v128.load(o2, 16); a30 = v128.load(o3); a31 = v128.load(o3, 16);
      }
      const end = entries + (<usize>load<u32>(rowPointers + (<usize>row << 2), 4) << 3);
      for (; entry < end; entry += 8) {
        const offset = <usize>load<u32>(entry), w = values + <usize>load<u32>(entry, 4);
        let b0 = p0 + offset, b1 = p1 + offset, b2 = p2 + offset, b3 = p3 + offset;
        let v = v128.load_splat<f32>(w);
        a00 = madd(v, v128.load(b0), a00); a01 = madd(v, v128.load(b0, 16), a01);
        a10 = madd(v, v128.load(b1), a10); a11 = madd(v, v128.load(b1, 16), a11);
        a20 = madd(v, v128.load(b2), a20); a21 = madd(v, v128.load(b2, 16), a21);
        a30 = madd(v, v128.load(b3), a30); a31 = madd(v, v128.load(b3, 16), a31);
        b0 += dyPlane; b1 += dyPlane; b2 += dyPlane; b3 += dyPlane;
        v = v128.load_splat<f32>(w, 4);
        a00 = madd(v, v128.load(b0), a00); a01 = madd(v, v128.load(b0, 16), a01);
        a10 = madd(v, v128.load(b1), a10); a11 = madd(v, v128.load(b1, 16), a11);
        a20 = madd(v, v128.load(b2), a20); a21 = madd(v, v128.load(b2, 16), a21);
        a30 = madd(v, v128.load(b3), a30); a31 = madd(v, v128.load(b3, 16), a31);
        b0 += dyPlane; b1 += dyPlane; b2 += dyPlane; b3 += dyPlane;
        v = v128.load_splat<f32>(w, 8);
        a00 = madd(v, v128.load(b0), a00); a01 = madd(v, v128.load(b0, 16), a01);
        a10 = madd(v, v128.load(b1), a10); a11 = madd(v, v128.load(b1, 16), a11);
        a20 = madd(v, v128.load(b2), a20); a21 = madd(v, v128.load(b2, 16), a21);
        a30 = madd(v, v128.load(b3), a30); a31 = madd(v, v128.load(b3, 16), a31);
        b0 += dyPlane; b1 += dyPlane; b2 += dyPlane; b3 += dyPlane;
        v = v128.load_splat<f32>(w, 12);
        a00 = madd(v, v128.load(b0), a00); a01 = madd(v, v128.load(b0, 16), a01);
        a10 = madd(v, v128.load(b1), a10); a11 = madd(v, v128.load(b1, 16), a11);
        a20 = madd(v, v128.load(b2), a20); a21 = madd(v, v128.load(b2, 16), a21);
        a30 = madd(v, v128.load(b3), a30); a31 = madd(v, v128.load(b3, 16), a31);
      }
      v128.store(o0, a00); v128.store(o0, a01, 16); v128.store(o1, a10); v128.store(o1, a11, 16);
      v128.store(o2, a20); v128.store(o2, a21, 16); v128.store(o3, a30); v128.store(o3, a31, 16);
      o0 += outPlane; o1 += outPlane; o2 += outPlane; o3 += outPlane;
    }
  }
}

/** The sums of four vectors as one. */
// @ts-ignore: decorator
@inline
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/**
 * Adds to the gradient of the weights, of all blocks or of some: dW[m][k] += sum over pixels and lanes of dY[m] X[k].
 * @param lines [lineCount][2] byte offsets of a row of pixels in x and in dy @param lineBlock lines summed before sums are
 *   added to the gradient: the rows of dY of four channels should stay in the nearest cache for that many
 * @param width pixels of a line, `xStep` bytes apart in x, 32 in dy @param dyPlane bytes between rows of dy
 * @param rowPointers [blockRows + 1] or 0 for all blocks @param offsets byte offset of each block's column, or of each
 *   column, to be multiplied by `scale` for x @param blocks [blocks] where in the gradient, or 0 @param columns of the matrix
 * @param tail address of a mask of the rows that exist in the last block row @param gradient [blockRows][columns][4]
 */
export function weightGradient(
  x: usize, dy: usize, lines: usize, lineCount: i32, lineBlock: i32, width: i32, xStep: usize, dyPlane: usize,
  rowPointers: usize, offsets: usize, scale: usize, blocks: usize, columns: i32, blockRows: i32, tail: usize, gradient: usize,
): void {
  // Eight loads and more in one round would not leave registers for the sums: half a panel a round, the halves of a line
  // one after the other where its pixels follow each other, else all first halves before all second ones.
  const lineBytes = <usize>width << 5, joined = xStep == 32;
  const halves: usize = joined ? 16 : 32, dyStep: usize = joined ? 16 : 32, step: usize = joined ? 16 : xStep;
  for (let from: i32 = 0; from < lineCount; from += lineBlock) {
    const first = lines + (<usize>from << 3), last = lines + (<usize>min(lineCount, from + lineBlock) << 3);
    for (let r: i32 = 0; r < blockRows; r++) {
      const dyRow = dy + (<usize>r << 2) * dyPlane;
      const mask = r == blockRows - 1 ? v128.load(tail) : i32x4.splat(-1);
      const start = rowPointers ? <i32>load<u32>(rowPointers + (<usize>r << 2)) : 0;
      const end = rowPointers ? <i32>load<u32>(rowPointers + (<usize>r << 2), 4) : columns;
      const rowAt = gradient + (<usize>r * <usize>columns << 4);
      for (let b = start; b < end; b += 2) {
        // The last of an odd number is its own partner, which is not stored.
        const at = <usize>b << 2, two = b + 1 < end;
        const u = <usize>load<u32>(offsets + at) * scale;
        const apart = two ? <usize>load<u32>(offsets + at, 4) * scale - u : 0;
        let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
        let b0 = f32x4.splat(0), b1 = f32x4.splat(0), b2 = f32x4.splat(0), b3 = f32x4.splat(0);
        for (let half: usize = 0; half < halves; half += 16) {
          for (let line = first; line < last; line += 8) {
            let d0 = dyRow + half + <usize>load<u32>(line, 4), x0 = x + half + u + <usize>load<u32>(line);
            for (const stop = d0 + lineBytes; d0 < stop; d0 += dyStep) {
              const p = v128.load(x0), q = v128.load(x0 + apart);
              let d = v128.load(d0);
              a0 = madd(d, p, a0); b0 = madd(d, q, b0);
              const d1 = d0 + dyPlane;
              d = v128.load(d1);
              a1 = madd(d, p, a1); b1 = madd(d, q, b1);
              const d2 = d1 + dyPlane;
              d = v128.load(d2);
              a2 = madd(d, p, a2); b2 = madd(d, q, b2);
              d = v128.load(d2 + dyPlane);
              a3 = madd(d, p, a3); b3 = madd(d, q, b3);
              x0 += step;
            }
          }
        }
        const t0 = blocks ? gradient + (<usize>load<u32>(blocks + at) << 4) : rowAt + (<usize>b << 4);
        v128.store(t0, f32x4.add(v128.load(t0), v128.and(sums(a0, a1, a2, a3), mask)));
        if (two) {
          const t1 = blocks ? gradient + (<usize>load<u32>(blocks + at, 4) << 4) : t0 + 16;
          v128.store(t1, f32x4.add(v128.load(t1), v128.and(sums(b0, b1, b2, b3), mask)));
        }
      }
    }
  }
}

/** Adds to the gradient of the bias [rows] the sums of dY over pixels and lanes; `lines` as in `weightGradient`. */
export function biasGradient(
  dy: usize, lines: usize, lineCount: i32, width: i32, dyPlane: usize, rows: i32, gradient: usize,
): void {
  const lineBytes = <usize>width << 5, last = lines + (<usize>lineCount << 3);
  for (let m: i32 = 0; m < rows; m++) {
    let low = f32x4.splat(0), high = f32x4.splat(0);
    for (let line = lines; line < last; line += 8) {
      let at = dy + <usize>load<u32>(line, 4);
      for (const end = at + lineBytes; at < end; at += 32) {
        low = f32x4.add(low, v128.load(at));
        high = f32x4.add(high, v128.load(at, 16));
      }
    }
    const sum = f32x4.add(low, high), to = gradient + (<usize>m << 2);
    const pairs = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
    store<f32>(to, load<f32>(to) + (pairs + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))));
    dy += dyPlane;
  }
}

/**
 * Weights [ceil(rows / 4)][channels * kernelTaps][4] transposed, some taps of the window only: [ceil(channels / 4)]
 * [rows * tapCount][4], column = row * tapCount + index of the tap.
 * @param taps [tapCount] indices into the window's kernelTaps elements
 */
export function transposeTaps(
  weights: usize, rows: i32, channels: i32, kernelTaps: i32, taps: usize, tapCount: i32, to: usize,
): void {
  const columns = channels * kernelTaps, zero = f32x4.splat(0), pitch = <usize>kernelTaps << 4;
  const step = <usize>tapCount << 4;
  for (let c: i32 = 0; c < channels; c += 4) {
    const rest = channels - c;
    for (let m: i32 = 0; m < rows; m += 4) {
      const row = weights + (<usize>((m >> 2) * columns + c * kernelTaps) << 4), count = rows - m;
      for (let t: i32 = 0; t < tapCount; t++) {
        const from = row + (<usize>load<u32>(taps + (<usize>t << 2)) << 4);
        const w0 = v128.load(from);
        const w1 = rest > 1 ? v128.load(from + pitch) : zero;
        const w2 = rest > 2 ? v128.load(from + pitch * 2) : zero;
        const w3 = rest > 3 ? v128.load(from + pitch * 3) : zero;
        const low01 = v128.shuffle<f32>(w0, w1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(w0, w1, 2, 6, 3, 7);
        const low23 = v128.shuffle<f32>(w2, w3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(w2, w3, 2, 6, 3, 7);
        let at = to + (<usize>(m * tapCount + t) << 4);
        v128.store(at, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
        if (count > 1) v128.store((at += step), v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
        if (count > 2) v128.store((at += step), v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
        if (count > 3) v128.store((at += step), v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
      }
    }
    to += <usize>rows * step;
  }
}

/** Copies the blocks whose numbers stand at `blocks`, as many as the last of [blockRows + 1] row pointers says. */
export function gatherBlocks(weights: usize, rowPointers: usize, blockRows: i32, blocks: usize, to: usize): void {
  const end = blocks + (<usize>load<u32>(rowPointers + (<usize>blockRows << 2)) << 2);
  for (; blocks < end; blocks += 4) {
    v128.store(to, v128.load(weights + (<usize>load<u32>(blocks) << 4)));
    to += 16;
  }
}

/**
 * Values of one pixel [groups][channels][8] -> [channels][groups][8], two channels at a time: a cache line of `from`.
 * @param groupBytes between groups of `from` @param channels even
 */
export function gatherGroups(from: usize, groupBytes: usize, groups: i32, channels: i32, to: usize): void {
  const plane = <usize>groups << 5;
  for (let c: i32 = 0; c < channels; c += 2) {
    let at = from;
    for (const end = to + plane; to < end; to += 32) {
      v128.store(to, v128.load(at));
      v128.store(to, v128.load(at, 16), 16);
      v128.store(to + plane, v128.load(at, 32));
      v128.store(to + plane, v128.load(at, 48), 16);
      at += groupBytes;
    }
    to += plane;
    from += 64;
  }
}
