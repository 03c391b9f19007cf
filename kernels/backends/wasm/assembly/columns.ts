import { madd } from './madd';

// Weights by input column, one sample: an input that is gated (|x| < threshold, or exactly zero) costs one test, and its
// weights are not read. Sums lie in memory, [pixels][4 * block rows], and are finished in one pass behind.

/** Adds v times the blocks of column k, of the first segments, to the sums at `y`. */
// @ts-ignore: decorator
@inline
function addColumn(v: v128, k: usize, segments: usize, segmentEnd: usize, y: usize): void {
  for (let g = segments; g < segmentEnd; g += 12) {
    const pointers = <usize>load<u32>(g) + (k << 2), rows = <usize>load<u32>(g, 4);
    const first = <usize>load<u32>(pointers), end = rows + (<usize>load<u32>(pointers, 4) << 2);
    let w = <usize>load<u32>(g, 8) + (first << 4);
    for (let b = rows + (first << 2); b < end; b += 4) {
      const at = y + <usize>load<u32>(b);
      v128.store(at, madd(v, v128.load(w), v128.load(at)));
      w += 16;
    }
  }
}

/**
 * Gated product with one vector.
 * @param segments entries of three addresses: column pointers [columns + 1], byte offset of each block's rows (16 a
 *   block row), values [blocks][4] @param list scratch u32 [columns] @param sums f32 [4 * block rows]
 * @returns inputs that were not gated
 */
export function gatedVector(
  x: usize, columns: i32, threshold: f32, segments: usize, segmentCount: i32, blockRows: i32,
  scale: usize, bias: usize, floor: f32, out: usize, list: usize, sums: usize,
): i32 {
  const segmentEnd = segments + <usize>segmentCount * 12;
  // The list first: testing inside the loop over blocks would mispredict at every change.
  let active: i32 = 0;
  for (let c: i32 = 0; c < columns; c++) {
    const v = load<f32>(x + (<usize>c << 2));
    store<u32>(list + (<usize>active << 2), c);
    active += i32(!(abs(v) < threshold) && v != 0);
  }
  memory.fill(sums, 0, <usize>blockRows << 4);
  for (let i: i32 = 0; i < active; i++) {
    const c = <usize>load<u32>(list + (<usize>i << 2));
    addColumn(v128.load_splat<f32>(x + (c << 2)), c, segments, segmentEnd, sums);
  }
  const low = f32x4.splat(floor);
  for (let r: usize = 0; r < <usize>blockRows << 4; r += 16) {
    v128.store(out + r, f32x4.pmax(f32x4.add(f32x4.mul(v128.load(sums + r), v128.load(scale + r)), v128.load(bias + r)), low));
  }
  return active;
}

/**
 * `gatedPixels` for windows that walk pixel by pixel. The inputs of a channel that are not gated become a list; each
 * block then meets the whole list with its weights in a register, and its sums in a plane of their own.
 * @param sums f32 [block rows][grid rows][gridPitch][4]: the outputs with room around them for every tap of every input
 * @param list scratch, 8 bytes a pixel @param gridPlane bytes of a block row's sums
 */
export function gatedSteps(
  x: usize, plane: usize, pitch: usize, channels: i32, height: i32, width: i32,
  kernelH: i32, kernelW: i32, dilationH: i32, dilationW: i32, padTop: i32, padLeft: i32,
  threshold: f32, segments: usize, segmentCount: i32, blockRows: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outPlane: usize, outPitch: usize, outHeight: i32, outWidth: i32,
  sums: usize, list: usize, gridPitch: i32, gridPlane: usize,
): i32 {
  const segmentEnd = segments + <usize>segmentCount * 12;
  memory.fill(sums, 0, gridPlane * <usize>blockRows);
  const limit = f32x4.splat(threshold);
  let active: i32 = 0;
  for (let c: i32 = 0; c < channels; c++) {
    let end = list;
    for (let iy: i32 = 0; iy < height; iy++) {
      const row = x + <usize>c * plane + <usize>iy * pitch;
      const at = ((iy + padTop) * gridPitch + padLeft) << 4;
      let ix: i32 = 0;
      // Four inputs that are all gated, the common case where gating pays, cost one test.
      for (; ix + 3 < width; ix += 4) {
        const v = v128.load(row + (<usize>ix << 2));
        let left = i32x4.bitmask(v128.andnot(f32x4.ne(v, f32x4.splat(0)), f32x4.lt(f32x4.abs(v), limit)));
        while (left) {
          const j = ix + ctz(left);
          store<u32>(end, at + (j << 4));
          store<f32>(end, load<f32>(row + (<usize>j << 2)), 4);
          end += 8;
          left &= left - 1;
        }
      }
      for (; ix < width; ix++) {
        const v = load<f32>(row + (<usize>ix << 2));
        store<u32>(end, at + (ix << 4));
        store<f32>(end, v, 4);
        end += <usize>i32(!(abs(v) < threshold) && v != 0) << 3;
      }
    }
    active += <i32>((end - list) >> 3);
    if (end == list) continue;
    for (let ky: i32 = 0; ky < kernelH; ky++) {
      for (let kx: i32 = 0; kx < kernelW; kx++) {
        const k = <usize>((c * kernelH + ky) * kernelW + kx);
        const tap = sums + (<usize>((kernelH - 1 - ky) * dilationH * gridPitch + (kernelW - 1 - kx) * dilationW) << 4);
        for (let g = segments; g < segmentEnd; g += 12) {
          const pointers = <usize>load<u32>(g) + (k << 2), rows = <usize>load<u32>(g, 4);
          const first = <usize>load<u32>(pointers), last = rows + (<usize>load<u32>(pointers, 4) << 2);
          let w = <usize>load<u32>(g, 8) + (first << 4);
          for (let b = rows + (first << 2); b < last; b += 4) {
            // The offset of a block's rows is 16 a block row.
            const to = tap + <usize>(load<u32>(b) >> 4) * gridPlane, weights = v128.load(w);
            for (let i = list; i < end; i += 8) {
              const at = to + <usize>load<u32>(i);
              v128.store(at, madd(v128.load_splat<f32>(i, 4), weights, v128.load(at)));
            }
            w += 16;
          }
        }
      }
    }
  }
  const low = f32x4.splat(floor);
  for (let r: usize = 0; r < <usize>blockRows; r++) {
    const s = v128.load(scale + (r << 4)), b = v128.load(bias + (r << 4));
    for (let oy: i32 = 0; oy < outHeight; oy++) {
      let from = sums + r * gridPlane + (<usize>((oy + (kernelH - 1) * dilationH) * gridPitch + (kernelW - 1) * dilationW) << 4);
      let at = out + (r << 2) * outPlane + <usize>oy * outPitch;
      for (let ox: i32 = 0; ox < outWidth; ox++) {
        const v = f32x4.pmax(f32x4.add(f32x4.mul(v128.load(from), s), b), low);
        v128.store_lane<f32>(at, v, 0);
        v128.store_lane<f32>(at + outPlane, v, 1);
        v128.store_lane<f32>(at + (outPlane << 1), v, 2);
        v128.store_lane<f32>(at + outPlane * 3, v, 3);
        at += 4;
        from += 16;
      }
    }
  }
  return active;
}

/**
 * Gated convolution of one sample, one-lane activation: every input that is not gated is added to the outputs whose
 * window holds it (im2col turned round), so skipping is exact for any window, stride and dilation.
 * @param x pixel (0, 0) of channel 0; plane and pitch in bytes @param sums f32 [out pixels][4 * block rows]
 * @returns inputs that were not gated
 */
export function gatedPixels(
  x: usize, plane: usize, pitch: usize, channels: i32, height: i32, width: i32,
  kernelH: i32, kernelW: i32, strideH: i32, strideW: i32, dilationH: i32, dilationW: i32, padTop: i32, padLeft: i32,
  threshold: f32, segments: usize, segmentCount: i32, blockRows: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outPlane: usize, outPitch: usize, outHeight: i32, outWidth: i32, sums: usize,
): i32 {
  const segmentEnd = segments + <usize>segmentCount * 12, rowBytes = <usize>blockRows << 4;
  memory.fill(sums, 0, rowBytes * <usize>(outHeight * outWidth));
  let active: i32 = 0;
  for (let c: i32 = 0; c < channels; c++) {
    for (let iy: i32 = 0; iy < height; iy++) {
      for (let ix: i32 = 0; ix < width; ix++) {
        const v = load<f32>(x + <usize>c * plane + <usize>iy * pitch + (<usize>ix << 2));
        if (abs(v) < threshold || v == 0) continue;
        active++;
        for (let ky: i32 = 0; ky < kernelH; ky++) {
          const y0 = iy + padTop - ky * dilationH;
          if (y0 < 0) break;
          const oy = y0 / strideH;
          if (oy >= outHeight || oy * strideH != y0) continue;
          for (let kx: i32 = 0; kx < kernelW; kx++) {
            const x0 = ix + padLeft - kx * dilationW;
            if (x0 < 0) break;
            const ox = x0 / strideW;
            if (ox >= outWidth || ox * strideW != x0) continue;
            const k = <usize>((c * kernelH + ky) * kernelW + kx);
            addColumn(f32x4.splat(v), k, segments, segmentEnd, sums + <usize>(oy * outWidth + ox) * rowBytes);
          }
        }
      }
    }
  }
  const low = f32x4.splat(floor);
  for (let oy: i32 = 0; oy < outHeight; oy++) {
    for (let ox: i32 = 0; ox < outWidth; ox++) {
      let at = out + <usize>oy * outPitch + (<usize>ox << 2);
      for (let r: usize = 0; r < rowBytes; r += 16) {
        const v = f32x4.pmax(f32x4.add(f32x4.mul(v128.load(sums + r), v128.load(scale + r)), v128.load(bias + r)), low);
        v128.store_lane<f32>(at, v, 0);
        v128.store_lane<f32>(at + outPlane, v, 1);
        v128.store_lane<f32>(at + (outPlane << 1), v, 2);
        v128.store_lane<f32>(at + outPlane * 3, v, 3);
        at += outPlane << 2;
      }
      sums += rowBytes;
    }
  }
  return active;
}
