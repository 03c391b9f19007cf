import { joinRow, pack, turnRow } from './byte-lists';
import { listSum, narrowVector, turnedSum } from './byte-vector';
import {
  halfPairs, packedBytes, packedBytesTwo, packedHalfPairs, packedPairs, rowBytes, rowPairs, rowShorts,
} from './bytes';
import { spread } from './spread';

// Steps whose weights are bytes. Forms of them: 0 lists of blocks, 1 dense, 2 lists that go on in the dense form.

/**
 * A convolution over bytes, four channels at a time. Words: 5 kernel (2 four bytes at a time, 3 in pairs, 4 as 16 bits),
 * 6 x, 7 packed x or 0, 8 panels, 9 block rows, 10 form, 11 list (u16 [fours][4] offsets in x; dense: the same of all rows,
 * u32 [fours] offsets in packed x where it is packed),
 * 12 weights (dense: [block rows][positions][4]; else [fours][4][4]), 13 scale, 14 bias, 15 f32 floor,
 * 16 plain residual or 0, 17 out, 18 bytes from one block row to the next there (0: it is only spread), 19 u32 [block rows]
 * first four of each row, 20 u16 [block rows] their number, 21 u16 [block rows] leading fours that `dotChain` may take,
 * 22 how lists go on, as `joinRow` has it, 23 fours of a dense row, 24 scratch of [fours][4][4] and 25 of u16 [fours][4],
 * 26 whether packed panels are taken two at a time, 27 bytes of a channel of x, 28 fours of channels,
 * 29 room of four channels where packed x takes the place of x, or 0, 30 whether
 * no more than four pixels are in the last panel
 */
export function convolveBytes(s: usize): void {
  const kernel = load<i32>(s, 20), panels = load<i32>(s, 32), rows = <usize>load<u32>(s, 36), form = load<i32>(s, 40);
  const x = <usize>load<u32>(s, 24), packed = form == 1 ? <usize>load<u32>(s, 28) : 0;
  const list = <usize>load<u32>(s, 44), weights = <usize>load<u32>(s, 48), fours = <usize>load<u32>(s, 92);
  const starts = <usize>load<u32>(s, 76), counts = <usize>load<u32>(s, 80), chains = <usize>load<u32>(s, 84);
  const scratch = <usize>load<u32>(s, 96), scratchColumns = <usize>load<u32>(s, 100);
  const low = f32x4.splat(load<f32>(s, 60)), plane = <usize>panels << 5;
  // Dot products in pairs are bound by instructions, others by how long each takes.
  const whole = kernel == 3 && load<i32>(s, 120) ? panels - 1 : panels;
  const outRow = <usize>load<u32>(s, 72), channels = load<i32>(s, 4);
  let scale = <usize>load<u32>(s, 52), bias = <usize>load<u32>(s, 56);
  let residual = <usize>load<u32>(s, 64), out = <usize>load<u32>(s, 68);
  if (packed) pack(x, <usize>load<u32>(s, 108), load<i32>(s, 112), packed, <usize>load<u32>(s, 116));
  for (let r: usize = 0; r < rows; r++) {
    let c = list, w = scratch, count = fours;
    if (form == 1) {
      turnRow(weights + ((r * fours) << 4), fours, scratch);
    } else {
      const first = <usize>load<u32>(starts + (r << 2));
      count = <usize>load<u16>(counts + (r << 1));
      c += first << 3;
      w = weights + (first << 4);
      if (form == 2) {
        count = joinRow(c, w, count, <usize>load<u32>(s, 88), r, scratchColumns, scratch);
        c = scratchColumns;
        w = scratch;
      }
    }
    const chained = min(<usize>load<u16>(chains + (r << 1)), count) & ~1;
    let y = out, add = residual;
    if (packed) {
      let at = packed, p: i32 = 0;
      const end = c + (count << 2), half = c + (chained << 2);
      if (ASC_FEATURE_RELAXED_SIMD && kernel == 2 && load<i32>(s, 104)) {
        for (; p + 1 < panels; p += 2) {
          packedBytesTwo(at, c, end, w, scale, bias, low, add, y, plane);
          at += 64;
          y += 64;
          if (add) add += 64;
        }
      }
      for (; p < whole; p++) {
        if (ASC_FEATURE_RELAXED_SIMD) {
          if (kernel == 2) packedBytes(at, c, end, w, scale, bias, low, add, y, plane);
          else packedPairs(at, c, half, end, w, scale, bias, low, add, y, plane);
        }
        at += 32;
        y += 32;
        if (add) add += 32;
      }
      if (ASC_FEATURE_RELAXED_SIMD && p < panels) packedHalfPairs(at, c, half, end, w, scale, bias, low, add, y, plane);
    } else {
      let at = x;
      const end = c + (count << 3), half = c + (chained << 3);
      for (let p: i32 = 0; p < whole; p++) {
        if (ASC_FEATURE_RELAXED_SIMD && kernel == 2) rowBytes(at, c, end, w, scale, bias, low, add, y, plane);
        else if (ASC_FEATURE_RELAXED_SIMD && kernel == 3) rowPairs(at, c, half, end, w, scale, bias, low, add, y, plane);
        else rowShorts(at, c, end, w, scale, bias, low, add, y, plane);
        at += 8;
        y += 32;
        if (add) add += 32;
      }
      if (ASC_FEATURE_RELAXED_SIMD && whole < panels) halfPairs(at, c, half, end, w, scale, bias, low, add, y, plane);
    }
    spread(s, out, plane, <i32>(r << 2), min(<i32>(r << 2) + 4, channels));
    scale += 16;
    bias += 16;
    out += outRow;
    if (residual) residual += plane << 2;
  }
}

/**
 * A matrix times one vector. Its columns are made whole numbers of 16 bits, in steps of the largest of their magnitudes by word 28,
 * so that sums are exact. Words as in `convolveBytes`: 6 x, plain, 9 to 15, 17 out, 19, 20, 22 to 25; offsets of lists are
 * in 26, room for i16 [fours][4]; 27 columns, 28 f32 most of a column, 29 u32 offsets of the columns in x, or 0: they lie in order
 */
export function multiplyBytes(s: usize): void {
  const rows = <usize>load<u32>(s, 36), form = load<i32>(s, 40), list = <usize>load<u32>(s, 44);
  const weights = <usize>load<u32>(s, 48), scale = <usize>load<u32>(s, 52), bias = <usize>load<u32>(s, 56);
  const low = f32x4.splat(load<f32>(s, 60)), out = <usize>load<u32>(s, 68), fours = <usize>load<u32>(s, 92);
  const starts = <usize>load<u32>(s, 76), counts = <usize>load<u32>(s, 80);
  const scratch = <usize>load<u32>(s, 96), scratchColumns = <usize>load<u32>(s, 100), x = <usize>load<u32>(s, 104);
  const unit = f32x4.splat(narrowVector(<usize>load<u32>(s, 24), load<i32>(s, 108), <usize>load<u32>(s, 116), load<f32>(s, 112), x));
  for (let r: usize = 0; r < rows; r++) {
    let sum: v128;
    if (form == 1) {
      sum = turnedSum(x, weights + ((r * fours) << 4), fours);
    } else {
      const first = <usize>load<u32>(starts + (r << 2));
      let c = list + (first << 3), w = weights + (first << 4), count = <usize>load<u16>(counts + (r << 1));
      if (form == 2) {
        count = joinRow(c, w, count, <usize>load<u32>(s, 88), r, scratchColumns, scratch);
        c = scratchColumns;
        w = scratch;
      }
      sum = listSum(x, c, c + (count << 3), w);
    }
    const by = f32x4.mul(v128.load(scale + (r << 4)), unit);
    const y = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(sum), by), v128.load(bias + (r << 4)));
    v128.store(out + (r << 4), f32x4.pmax(y, low));
  }
}
