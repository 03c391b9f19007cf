import { finishRow, mac, storePairs } from './int8-sums';

/**
 * Dense int8 kernel on panels of eight lanes, [columns][8] i16 at any offsets. Each panel's columns are first laid in
 * pairs, [ceil(columns / 2)][8][2].
 * @param x base of the activation; panel p is at x + inOffsets[p], its column k at + columnOffsets[k]
 * @param weights i16 [block rows][ceil(columns / 2)][4][2] @param bias i32 @param multiplier f32 [4 * block rows]
 * @param low @param high limits of the outputs, less their zero point
 * @param out row r of panel p goes to out + r * outPlane + outOffsets[p] @param scratch [group] panels in pairs
 */
export function int8Dense(
  x: usize, inOffsets: usize, panels: i32, columnOffsets: usize, columns: i32,
  weights: usize, rowFrom: i32, rowTo: i32, bias: usize, multiplier: usize, low: f32, high: f32,
  out: usize, outOffsets: usize, outPlane: usize, scratch: usize, group: i32,
): void {
  const l = f32x4.splat(low), h = f32x4.splat(high);
  const pairs = <usize>(columns + 1) >> 1, panelBytes = pairs << 5, rowBytes = pairs << 4;
  for (let first: i32 = 0; first < panels; first += group) {
    const end = min(panels, first + group);
    let panel = scratch;
    for (let p = first; p < end; p++) {
      pairColumns(x + <usize>load<u32>(inOffsets + (<usize>p << 2)), columnOffsets, columns, panel);
      panel += panelBytes;
    }
    for (let r = rowFrom; r < rowTo; r++) {
      const b = bias + (<usize>r << 4), m = multiplier + (<usize>r << 4), rowOut = out + (<usize>r << 2) * outPlane;
      panel = scratch;
      for (let p = first; p < end; p++) {
        let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
        let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
        let w = weights + <usize>r * rowBytes;
        for (const last = panel + panelBytes; panel < last; panel += 32) {
          const x0 = v128.load(panel), x1 = v128.load(panel, 16);
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
        const at = rowOut + <usize>load<u32>(outOffsets + (<usize>p << 2));
        v128.store(at, finishRow(a00, a01, b, m, l, h));
        v128.store(at + outPlane, finishRow(a10, a11, b + 4, m + 4, l, h));
        v128.store(at + (outPlane << 1), finishRow(a20, a21, b + 8, m + 8, l, h));
        v128.store(at + outPlane * 3, finishRow(a30, a31, b + 12, m + 12, l, h));
      }
    }
  }
}

/** Columns of a panel side by side in pairs; the partner of a last odd one is 0. */
function pairColumns(x: usize, columnOffsets: usize, columns: i32, panel: usize): void {
  const end = columnOffsets + (<usize>(columns & ~1) << 2);
  let c = columnOffsets;
  for (; c < end; c += 8) {
    storePairs(v128.load(x + <usize>load<u32>(c)), v128.load(x + <usize>load<u32>(c, 4)), panel);
    panel += 32;
  }
  if (columns & 1) storePairs(v128.load(x + <usize>load<u32>(c)), i16x8.splat(0), panel);
}

/**
 * int8 ladder of 4x1 blocks, two blocks of a row at a time, read in place. Parameters as `int8Dense`.
 * @param segments entries of three addresses, sparsest first: row pointers [block rows + 1] in pairs of blocks, byte
 *   offsets of each pair's two columns u32 [pairs][2], weights i16 [pairs][4][2]
 */
export function int8Ladder(
  x: usize, inOffsets: usize, panels: i32, segments: usize, segmentCount: i32,
  rowFrom: i32, rowTo: i32, bias: usize, multiplier: usize, low: f32, high: f32,
  out: usize, outOffsets: usize, outPlane: usize, group: i32,
): void {
  const l = f32x4.splat(low), h = f32x4.splat(high), segmentEnd = segments + <usize>segmentCount * 12;
  for (let first: i32 = 0; first < panels; first += group) {
    const end = min(panels, first + group);
    for (let r = <usize>rowFrom; r < <usize>rowTo; r++) {
      const b = bias + (r << 4), m = multiplier + (r << 4), rowOut = out + (r << 2) * outPlane;
      for (let p = first; p < end; p++) {
        const panel = x + <usize>load<u32>(inOffsets + (<usize>p << 2));
        let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
        let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
        for (let g = segments; g < segmentEnd; g += 12) {
          const rows = <usize>load<u32>(g) + (r << 2), columns = <usize>load<u32>(g, 4);
          const from = <usize>load<u32>(rows), to = columns + (<usize>load<u32>(rows, 4) << 3);
          let w = <usize>load<u32>(g, 8) + (from << 4);
          for (let c = columns + (from << 3); c < to; c += 8) {
            const u = v128.load(panel + <usize>load<u32>(c)), v = v128.load(panel + <usize>load<u32>(c, 4));
            const x0 = v128.shuffle<i16>(u, v, 0, 8, 1, 9, 2, 10, 3, 11);
            const x1 = v128.shuffle<i16>(u, v, 4, 12, 5, 13, 6, 14, 7, 15);
            let s = v128.load_splat<i32>(w);
            a00 = mac(a00, s, x0); a01 = mac(a01, s, x1);
            s = v128.load_splat<i32>(w, 4);
            a10 = mac(a10, s, x0); a11 = mac(a11, s, x1);
            s = v128.load_splat<i32>(w, 8);
            a20 = mac(a20, s, x0); a21 = mac(a21, s, x1);
            s = v128.load_splat<i32>(w, 12);
            a30 = mac(a30, s, x0); a31 = mac(a31, s, x1);
            w += 16;
          }
        }
        const at = rowOut + <usize>load<u32>(outOffsets + (<usize>p << 2));
        v128.store(at, finishRow(a00, a01, b, m, l, h));
        v128.store(at + outPlane, finishRow(a10, a11, b + 4, m + 4, l, h));
        v128.store(at + (outPlane << 1), finishRow(a20, a21, b + 8, m + 8, l, h));
        v128.store(at + outPlane * 3, finishRow(a30, a31, b + 12, m + 12, l, h));
      }
    }
  }
}
