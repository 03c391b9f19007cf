import { copyPanel, gather, scatter } from './pixels';
import { denseOne, denseTall, denseTwo, ladderOne, ladderTwo } from './row-sums';

// Panels are taken in groups: within a group every block row meets all its panels before the next row is read, so the
// row's weights come from the nearest cache; a group is as many panels as fit there. The order of loops changes no
// result. `wide` takes two panels at a time.

/**
 * Dense kernel on panels of eight lanes.
 * @param x base of the activation; panel p is at x + inOffsets[p], its column k at + columnOffsets[k]
 * @param columnOffsets 0: columns follow each other, 32 bytes apart
 * @param weights [block rows][columns][4] @param scale @param bias [4 * block rows] @param floor 0 for ReLU, else -infinity
 * @param out row r of panel p goes to out + r * outPlane + outOffsets[p]
 * @param scratch [group][columns][8], where columnOffsets is not 0
 */
export function dense(
  x: usize, inOffsets: usize, panels: i32, columnOffsets: usize, columns: i32,
  weights: usize, rowFrom: i32, rowTo: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, scratch: usize, group: i32, wide: i32,
): void {
  const low = f32x4.splat(floor), panelBytes = <usize>columns << 5, rowBytes = <usize>columns << 4;
  for (let first: i32 = 0; first < panels; first += group) {
    const end = min(panels, first + group);
    if (columnOffsets) {
      let panel = scratch;
      for (let p = first; p < end; p++) {
        copyPanel(x + <usize>load<u32>(inOffsets + (<usize>p << 2)), columnOffsets, columns, panel);
        panel += panelBytes;
      }
    }
    let r = rowFrom;
    if (wide && end - first == 1) {
      // A panel that is alone leaves room for two rows of weights at a time.
      const panel = columnOffsets ? scratch : x + <usize>load<u32>(inOffsets + (<usize>first << 2));
      const o = out + <usize>load<u32>(outOffsets + (<usize>first << 2));
      for (; r + 1 < rowTo; r += 2) {
        const w = weights + <usize>r * rowBytes, s = scale + (<usize>r << 4), b = bias + (<usize>r << 4);
        denseTall(panel, columns, w, rowBytes, s, b, low, o + (<usize>r << 2) * outPlane, outPlane);
      }
    }
    for (; r < rowTo; r++) {
      const w = weights + <usize>r * rowBytes, s = scale + (<usize>r << 4), b = bias + (<usize>r << 4);
      const rowOut = out + (<usize>r << 2) * outPlane;
      let p = first;
      if (wide) {
        for (; p + 1 < end; p += 2) {
          const outs = outOffsets + (<usize>p << 2), o = <usize>load<u32>(outs);
          const at = columnOffsets ? scratch + <usize>(p - first) * panelBytes : x + <usize>load<u32>(inOffsets + (<usize>p << 2));
          const y = columnOffsets ? panelBytes : x + <usize>load<u32>(inOffsets + (<usize>p << 2), 4) - at;
          denseTwo(at, y, columns, w, s, b, low, rowOut + o, <usize>load<u32>(outs, 4) - o, outPlane);
        }
      }
      for (; p < end; p++) {
        const panel = columnOffsets
          ? scratch + <usize>(p - first) * panelBytes
          : x + <usize>load<u32>(inOffsets + (<usize>p << 2));
        denseOne(panel, columns, w, s, b, low, rowOut + <usize>load<u32>(outOffsets + (<usize>p << 2)), outPlane);
      }
    }
  }
}

/**
 * Ladder kernel on panels of eight lanes: the entries of the segment table up to `segmentCount`. Parameters as `dense`.
 * @param segments entries of three addresses: row pointers [block rows + 1], byte offset of each block's column
 *   [blocks], values [blocks][4]
 */
export function ladder(
  x: usize, inOffsets: usize, panels: i32, segments: usize, segmentCount: i32,
  rowFrom: i32, rowTo: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, group: i32, wide: i32,
): void {
  const low = f32x4.splat(floor), segmentEnd = segments + <usize>segmentCount * 12;
  for (let first: i32 = 0; first < panels; first += group) {
    const end = min(panels, first + group);
    for (let r = rowFrom; r < rowTo; r++) {
      const s = scale + (<usize>r << 4), b = bias + (<usize>r << 4);
      const rowOut = out + (<usize>r << 2) * outPlane;
      let p = first;
      if (wide) {
        for (; p + 1 < end; p += 2) {
          const offsets = inOffsets + (<usize>p << 2), outs = outOffsets + (<usize>p << 2);
          const at = <usize>load<u32>(offsets), o = <usize>load<u32>(outs);
          ladderTwo(
            x + at, <usize>load<u32>(offsets, 4) - at, segments, segmentEnd, <usize>r, s, b, low,
            rowOut + o, <usize>load<u32>(outs, 4) - o, outPlane,
          );
        }
      }
      for (; p < end; p++) {
        ladderOne(
          x + <usize>load<u32>(inOffsets + (<usize>p << 2)), segments, segmentEnd, <usize>r, s, b, low,
          rowOut + <usize>load<u32>(outOffsets + (<usize>p << 2)), outPlane,
        );
      }
    }
  }
}

/**
 * `dense` on a one-lane activation: eight of its pixels at a time are gathered into a panel, multiplied and scattered.
 * @param scratch two panels [columns][8] @param tile two tiles [4 * block rows][8]
 */
export function densePixels(
  x: usize, inOffsets: usize, pixels: i32, columnOffsets: usize, columns: i32,
  weights: usize, rowFrom: i32, rowTo: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, scratch: usize, tile: usize, tileBytes: usize, wide: i32,
): void {
  const low = f32x4.splat(floor), panelBytes = <usize>columns << 5, rowBytes = <usize>columns << 4;
  for (let p: i32 = 0; p < pixels; p += 16) {
    const offsets = inOffsets + (<usize>p << 2), outs = outOffsets + (<usize>p << 2), two = pixels - p > 8;
    gather(x, offsets, columnOffsets, columns, scratch);
    if (two) gather(x, offsets + 32, columnOffsets, columns, scratch + panelBytes);
    for (let r = rowFrom; r < rowTo; r++) {
      const w = weights + <usize>r * rowBytes, s = scale + (<usize>r << 4), b = bias + (<usize>r << 4);
      const to = tile + (<usize>r << 7);
      if (wide && two) {
        denseTwo(scratch, panelBytes, columns, w, s, b, low, to, tileBytes, 32);
      } else {
        denseOne(scratch, columns, w, s, b, low, to, 32);
        if (two) denseOne(scratch + panelBytes, columns, w, s, b, low, to + tileBytes, 32);
      }
    }
    scatter(tile, rowFrom << 2, rowTo << 2, out, outPlane, outs, pixels - p);
    if (two) scatter(tile + tileBytes, rowFrom << 2, rowTo << 2, out, outPlane, outs + 32, pixels - p - 8);
  }
}

/** `ladder` on a one-lane activation; the column offsets of its blocks are those of a panel, 32 bytes a column. */
export function ladderPixels(
  x: usize, inOffsets: usize, pixels: i32, columnOffsets: usize, columns: i32, segments: usize, segmentCount: i32,
  rowFrom: i32, rowTo: i32, scale: usize, bias: usize, floor: f32,
  out: usize, outOffsets: usize, outPlane: usize, scratch: usize, tile: usize, tileBytes: usize, wide: i32,
): void {
  const low = f32x4.splat(floor), panelBytes = <usize>columns << 5;
  const segmentEnd = segments + <usize>segmentCount * 12;
  for (let p: i32 = 0; p < pixels; p += 16) {
    const offsets = inOffsets + (<usize>p << 2), outs = outOffsets + (<usize>p << 2), two = pixels - p > 8;
    gather(x, offsets, columnOffsets, columns, scratch);
    if (two) gather(x, offsets + 32, columnOffsets, columns, scratch + panelBytes);
    for (let r = rowFrom; r < rowTo; r++) {
      const s = scale + (<usize>r << 4), b = bias + (<usize>r << 4), to = tile + (<usize>r << 7);
      if (wide && two) {
        ladderTwo(scratch, panelBytes, segments, segmentEnd, <usize>r, s, b, low, to, tileBytes, 32);
      } else {
        ladderOne(scratch, segments, segmentEnd, <usize>r, s, b, low, to, 32);
        if (two) ladderOne(scratch + panelBytes, segments, segmentEnd, <usize>r, s, b, low, to + tileBytes, 32);
      }
    }
    scatter(tile, rowFrom << 2, rowTo << 2, out, outPlane, outs, pixels - p);
    if (two) scatter(tile + tileBytes, rowFrom << 2, rowTo << 2, out, outPlane, outs + 32, pixels - p - 8);
  }
}
