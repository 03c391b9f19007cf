/** Sums of 4 rows x 8 lanes -> max(scale * sum + bias, floor); pmax keeps a NaN and is one instruction. */
// @ts-ignore: decorator
@inline
function finish(sum: v128, scale: v128, bias: v128, floor: v128): v128 {
  return f32x4.pmax(f32x4.add(f32x4.mul(sum, scale), bias), floor);
}

/** Copies the columns of one pixel of eight samples into a panel [columns][8]: contiguous reads are worth it if dense. */
// @ts-ignore: decorator
@inline
export function copyPanel(x: usize, columnOffsets: usize, columns: i32, panel: usize): void {
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
export function densePanel(
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
export function ladderPanel(
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
