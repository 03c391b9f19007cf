import { pointwise } from '../ops-functions';
import { pool } from '../pool';
import { blockRow } from '../vector';
import { convolveBytes, multiplyBytes } from './byte-steps';
import { rowOne, rowTwo } from './panels';
import { spread } from './spread';
import { attendStep, embedStep, largestStep, matrixStep, meanStep, normStep } from './token-steps';

// A network of one image as a table of steps, 128 bytes each. Words that all kinds share: 0 kind, 1 channels of the output,
// 2 address of the unfold specs, one after the other, 3 their number, 4 bytes from one spec to the next.
// Values that others than convolutions read are plain: [channels][pixels, in whole panels of eight].

// @ts-ignore: decorator
@inline
const KIND = 0, CHANNELS = 4;

/** Runs steps `from` to before `to`. */
export function run(steps: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const s = steps + (<usize>i << 7);
    switch (load<i32>(s, KIND)) {
      case 18: tiles(s); i += load<i32>(s, 32); break;
      case 1: convolve(s); break;
      case 2: multiply(s); break;
      case 3: add(s); break;
      case 4: reduce(s); break;
      case 5: image(s); break;
      case 6: embedStep(s); break;
      case 7: normStep(s); break;
      case 8: attendStep(s); break;
      case 9: matrixStep(s); break;
      case 10: meanStep(s); break;
      case 11: combine(s); break;
      case 12: apply(s); break;
      case 13: join(s); break;
      case 14: largestStep(s); break;
      case 15: convolveBytes(s); break;
      case 16: multiplyBytes(s); break;
      case 17: spreadStep(s); break;
    }
  }
}

/**
 * The steps behind this one, on a few panels of tokens after the other. Words: 5 address of the number of tokens, 6 address of the
 * number that the steps see, 7 tokens of a tile, 8 number of steps, 9 moves: (address of a word, bytes by which it goes on with
 * each tile), 10 their number
 */
function tiles(s: usize): void {
  const tokens = load<i32>(<usize>load<u32>(s, 20)), seen = <usize>load<u32>(s, 24), most = load<i32>(s, 28);
  const moves = <usize>load<u32>(s, 36), end = moves + (<usize>load<u32>(s, 40) << 3);
  for (let first: i32 = 0; first < tokens; first += most) {
    store<i32>(seen, min(most, tokens - first));
    run(s + 128, 0, load<i32>(s, 32));
    const last = first + most >= tokens, back = <u32>(first / most);
    for (let move = moves; move < end; move += 8) {
      const at = <usize>load<u32>(move), bytes = load<u32>(move, 4);
      store<u32>(at, last ? load<u32>(at) - back * bytes : load<u32>(at) + bytes);
    }
  }
}

/** Brings plain values to the layouts of their readers. Words: 5 plain values, 6 bytes of a channel. */
function spreadStep(s: usize): void {
  spread(s, <usize>load<u32>(s, 20), <usize>load<u32>(s, 24), 0, load<i32>(s, CHANNELS));
}

/**
 * A convolution over an unfolded layout, four channels at a time. Words: 5 kernel (0: one panel, 1: two at a
 * time), 6 x, 8 panels, 9 block rows, 10 segments, 11 number of segments, 12 columns of a dense matrix or 0, 13 scale, 14 bias, 15 f32 floor, 16 plain residual or 0,
 * 17 out, 18 bytes from one block row to the next there (0: it is only spread)
 */
function convolve(s: usize): void {
  const kernel = load<i32>(s, 20), panels = load<i32>(s, 32), rows = load<i32>(s, 36);
  const x = <usize>load<u32>(s, 24);
  const segments = <usize>load<u32>(s, 40), end = segments + <usize>load<u32>(s, 44) * 12, columns = <usize>load<u32>(s, 48);
  const low = f32x4.splat(load<f32>(s, 60)), plane = <usize>panels << 5;
  const outRow = <usize>load<u32>(s, 72), channels = load<i32>(s, CHANNELS);
  let scale = <usize>load<u32>(s, 52), bias = <usize>load<u32>(s, 56);
  let residual = <usize>load<u32>(s, 64), out = <usize>load<u32>(s, 68);
  for (let r: i32 = 0; r < rows; r++) {
    let at = x, y = out, add = residual;
    let p: i32 = 0;
    if (kernel == 1) {
      for (; p + 1 < panels; p += 2) {
        rowTwo(at, segments, end, columns, <usize>r, scale, bias, low, add, y, plane);
        at += 64;
        y += 64;
        if (add) add += 64;
      }
    }
    for (; p < panels; p++) {
      rowOne(at, segments, end, columns, <usize>r, scale, bias, low, add, y, plane);
      at += 32;
      y += 32;
      if (add) add += 32;
    }
    spread(s, out, plane, r << 2, min((r << 2) + 4, channels));
    scale += 16;
    bias += 16;
    out += outRow;
    if (residual) residual += plane << 2;
  }
}

/** A matrix times one vector, rows along the lanes; words as in `convolve`, without 5, 7, 8, 16 and 18. */
function multiply(s: usize): void {
  const rows = <usize>load<u32>(s, 36), x = <usize>load<u32>(s, 24);
  const segments = <usize>load<u32>(s, 40), end = segments + <usize>load<u32>(s, 44) * 12, columns = <usize>load<u32>(s, 48);
  const scale = <usize>load<u32>(s, 52), bias = <usize>load<u32>(s, 56), out = <usize>load<u32>(s, 68);
  const low = f32x4.splat(load<f32>(s, 60));
  for (let r: usize = 0; r < rows; r++) {
    let sum = f32x4.splat(0);
    for (let g = segments; g < end; g += 12) {
      let c = <usize>load<u32>(g, 4), w = <usize>load<u32>(g, 8), last = c + (columns << 2);
      if (columns) {
        w += (r * columns) << 4;
      } else {
        const pointers = <usize>load<u32>(g) + (r << 2), first = <usize>load<u32>(pointers);
        last = c + (<usize>load<u32>(pointers, 4) << 2);
        c += first << 2;
        w += first << 4;
      }
      sum = f32x4.add(sum, blockRow(x, c, last, w));
    }
    const y = f32x4.add(f32x4.mul(sum, v128.load(scale + (r << 4))), v128.load(bias + (r << 4)));
    v128.store(out + (r << 4), f32x4.pmax(y, low));
  }
}

/** Bytes of a step's values. Words: `at` bytes of a channel, or of a panel of tokens, `at` + 1 address of the number of these or 0. */
// @ts-ignore: decorator
@inline
function bytesOf(s: usize, at: usize): usize {
  const part = <usize>load<u32>(s + at), tokens = <usize>load<u32>(s + at, 4);
  return part * <usize>(tokens ? (load<i32>(tokens) + 7) >> 3 : load<i32>(s, CHANNELS));
}

/** max(a + b, floor) of plain values or panels. Words: 5 a, 6 b, 7 f32 floor, 8 out, 9 and 10 as in `bytesOf`. */
function add(s: usize): void {
  const a = <usize>load<u32>(s, 20), b = <usize>load<u32>(s, 24), out = <usize>load<u32>(s, 32);
  const low = f32x4.splat(load<f32>(s, 28)), plane = <usize>load<u32>(s, 36), channels = load<i32>(s, CHANNELS);
  const bytes = bytesOf(s, 36);
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(out + i, f32x4.pmax(f32x4.add(v128.load(a + i), v128.load(b + i)), low));
  }
  spread(s, out, plane, 0, channels);
}

/** a b, or a - b, of plain values or panels. Words: 5 a, 6 b, 7 whether it is a - b, 8 out, 9 and 10 as in `bytesOf`. */
function combine(s: usize): void {
  const a = <usize>load<u32>(s, 20), b = <usize>load<u32>(s, 24), out = <usize>load<u32>(s, 32);
  const minus = load<i32>(s, 28), bytes = bytesOf(s, 36);
  for (let i: usize = 0; i < bytes; i += 16) {
    const u = v128.load(a + i), v = v128.load(b + i);
    v128.store(out + i, minus ? f32x4.sub(u, v) : f32x4.mul(u, v));
  }
  spread(s, out, <usize>load<u32>(s, 36), 0, load<i32>(s, CHANNELS));
}

/** A function of plain values or panels. Words: 5 x, 6 which, as `pointwise` has it, 8 out, 9 and 10 as in `bytesOf`. */
function apply(s: usize): void {
  const x = <usize>load<u32>(s, 20), out = <usize>load<u32>(s, 32), bytes = bytesOf(s, 36);
  pointwise(load<i32>(s, 24), 0.01, 0, 1, 1, 1, <i32>(bytes >> 2), x, 0, 0, 0, out, 0, 0, 0);
  spread(s, out, <usize>load<u32>(s, 36), 0, load<i32>(s, CHANNELS));
}

/** Plain values one behind the other. Words: 5 addresses and bytes of the parts, 6 their number, 8 out, 9 bytes of a channel. */
function join(s: usize): void {
  const out = <usize>load<u32>(s, 32), parts = <usize>load<u32>(s, 20), end = parts + (<usize>load<u32>(s, 24) << 3);
  let to = out;
  for (let part = parts; part < end; part += 8) {
    const from = <usize>load<u32>(part), bytes = <usize>load<u32>(part, 4);
    // What is written beyond a part is the next one's, or room.
    for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, v128.load(from + i));
    to += bytes;
  }
  spread(s, out, <usize>load<u32>(s, 36), 0, load<i32>(s, CHANNELS));
}

/**
 * Pooling of plain values. Words: 5 x, 6 bytes of its channel, 7 its height, 8 width, 9 and 10 window, 11 and 12 stride,
 * 13 padding at the top, 14 at the left, 15 average as in `pool`, 16 out, 17 bytes of its channel, 18 its height, 19 width
 */
function reduce(s: usize): void {
  const channels = load<i32>(s, CHANNELS), width = load<i32>(s, 32), outWidth = load<i32>(s, 76);
  const out = <usize>load<u32>(s, 64), outPlane = <usize>load<u32>(s, 68);
  const pixels = load<i32>(s, 28) * width;
  if (load<i32>(s, 60) && load<i32>(s, 72) * outWidth == 1 && load<i32>(s, 36) * load<i32>(s, 40) == pixels) {
    means(<usize>load<u32>(s, 20), <usize>load<u32>(s, 24), channels, pixels, out);
    spread(s, out, outPlane, 0, channels);
    return;
  }
  pool(
    <usize>load<u32>(s, 20), <usize>load<u32>(s, 24), <usize>width << 2, channels, load<i32>(s, 28), width, 1,
    load<i32>(s, 36), load<i32>(s, 40), load<i32>(s, 44), load<i32>(s, 48), load<i32>(s, 52), load<i32>(s, 56), load<i32>(s, 60),
    out, outPlane, <usize>outWidth << 2, load<i32>(s, 72), outWidth,
  );
  spread(s, out, outPlane, 0, channels);
}

/** Means of whole images, four sums a channel. */
function means(x: usize, plane: usize, channels: i32, pixels: i32, out: usize): void {
  const whole = <usize>(pixels & ~3) << 2, bytes = <usize>pixels << 2, divisor = <f32>pixels;
  for (let c: i32 = 0; c < channels; c++) {
    let sums = f32x4.splat(0);
    for (let i: usize = 0; i < whole; i += 16) sums = f32x4.add(sums, v128.load(x + i));
    sums = f32x4.add(sums, i32x4.shuffle(sums, sums, 2, 3, 0, 1));
    let sum = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1);
    for (let i = whole; i < bytes; i += 4) sum += load<f32>(x + i);
    store<f32>(out, sum / divisor);
    x += plane;
    out += 4;
  }
}

/** An image of bytes -> plain values / 255. Words: 5 bytes or 0 (plain values are there), 6 out, 7 bytes of its channel, 8 pixels. */
function image(s: usize): void {
  const channels = load<i32>(s, CHANNELS), plane = <usize>load<u32>(s, 28), pixels = load<i32>(s, 32);
  const out = <usize>load<u32>(s, 24);
  let from = <usize>load<u32>(s, 20);
  if (from) {
    for (let c: i32 = 0; c < channels; c++) {
      const to = out + <usize>c * plane;
      for (let i: i32 = 0; i < pixels; i++) store<f32>(to + (<usize>i << 2), <f32>load<u8>(from + <usize>i) / 255);
      from += <usize>pixels;
    }
  }
  spread(s, out, plane, 0, channels);
}
