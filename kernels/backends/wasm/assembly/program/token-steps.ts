import { attendTokens } from './attention';
import { embedBytes } from './embedding';
import { normTokens } from './norm';
import { matrixTokens } from './token-matrix';

// Steps on the tokens of one sample, in panels of eight. Word 5 of each is the address of the number of tokens, which a
// request writes.

// @ts-ignore: decorator
@inline
function tokensOf(s: usize): i32 {
  return load<i32>(<usize>load<u32>(s, 20));
}

/** Words: 6 ids, 7 table, 8 scales, 9 positions or 0, 10 features, 11 out, 12 bytes of a panel, 13 residual or 0. */
export function embedStep(s: usize): void {
  embedBytes(
    <usize>load<u32>(s, 24), tokensOf(s), <usize>load<u32>(s, 28), <usize>load<u32>(s, 32), <usize>load<u32>(s, 36),
    <usize>load<u32>(s, 40), <usize>load<u32>(s, 44), <usize>load<u32>(s, 48), <usize>load<u32>(s, 52),
  );
}

/** Words: 6 x, 7 bytes of a panel, 8 features, 9 f32 epsilon, 10 gamma, 11 beta, 12 out. */
export function normStep(s: usize): void {
  const group = <usize>load<u32>(s, 28);
  normTokens(
    <usize>load<u32>(s, 24), (tokensOf(s) + 7) >> 3, group, load<i32>(s, 32), load<f32>(s, 36), <usize>load<u32>(s, 40),
    <usize>load<u32>(s, 44), <usize>load<u32>(s, 48), group,
  );
}

/** Words: 6 q, 7 k, 8 v, 9 out, 10 bytes of a panel of q and k, 11 of v and out, 12 heads, 13 features, 14 value features,
 * 15 f32 scale, 16 scores, 17 address of the number of all tokens: keys, where word 5 counts queries. */
export function attendStep(s: usize): void {
  attendTokens(
    <usize>load<u32>(s, 24), <usize>load<u32>(s, 28), <usize>load<u32>(s, 32), <usize>load<u32>(s, 36),
    <usize>load<u32>(s, 40), <usize>load<u32>(s, 44), tokensOf(s), load<i32>(<usize>load<u32>(s, 68)), load<i32>(s, 48),
    load<i32>(s, 52), load<i32>(s, 56), load<f32>(s, 60), <usize>load<u32>(s, 64),
  );
}

/** Words: 6 x, 7 bytes of its panel, 8 bytes of a panel of out, 9 to 17 as in `convolve`, 18 two panels at a time, 19 panels of a
 * tile, 20 spans. */
export function matrixStep(s: usize): void {
  matrixTokens(
    <usize>load<u32>(s, 24), <usize>load<u32>(s, 28), (tokensOf(s) + 7) >> 3, load<i32>(s, 36), <usize>load<u32>(s, 40),
    load<i32>(s, 44), <usize>load<u32>(s, 48), <usize>load<u32>(s, 52), <usize>load<u32>(s, 56), load<f32>(s, 60),
    <usize>load<u32>(s, 64), <usize>load<u32>(s, 68), <usize>load<u32>(s, 32), load<i32>(s, 72), load<i32>(s, 76),
    <usize>load<u32>(s, 80),
  );
}

/** Mean over the tokens. Words: 6 x, 7 bytes of its panel, 8 features, 9 out, plain. */
export function meanStep(s: usize): void {
  const tokens = tokensOf(s), group = <usize>load<u32>(s, 28), features = <usize>load<u32>(s, 32), whole = tokens >> 3;
  const out = <usize>load<u32>(s, 36), divisor = <f32>tokens;
  // Lanes of the last panel that hold a token.
  const left = i32x4.splat(tokens & 7);
  const low = i32x4.gt_s(left, i32x4(0, 1, 2, 3)), high = i32x4.gt_s(left, i32x4(4, 5, 6, 7));
  let x = <usize>load<u32>(s, 24);
  for (let f: usize = 0; f < features; f++) {
    let at = x, sums = f32x4.splat(0);
    for (let p: i32 = 0; p < whole; p++) {
      sums = f32x4.add(sums, f32x4.add(v128.load(at), v128.load(at, 16)));
      at += group;
    }
    if (tokens & 7) sums = f32x4.add(sums, f32x4.add(v128.and(v128.load(at), low), v128.and(v128.load(at, 16), high)));
    sums = f32x4.add(sums, i32x4.shuffle(sums, sums, 2, 3, 0, 1));
    store<f32>(out + (f << 2), (f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1)) / divisor);
    x += 32;
  }
}

/** Largest value over the tokens, words as of `meanStep`. */
export function largestStep(s: usize): void {
  const tokens = tokensOf(s), group = <usize>load<u32>(s, 28), features = <usize>load<u32>(s, 32), whole = tokens >> 3;
  const out = <usize>load<u32>(s, 36), lowest = f32x4.splat(-Infinity);
  const left = i32x4.splat(tokens & 7);
  const low = i32x4.gt_s(left, i32x4(0, 1, 2, 3)), high = i32x4.gt_s(left, i32x4(4, 5, 6, 7));
  let x = <usize>load<u32>(s, 24);
  for (let f: usize = 0; f < features; f++) {
    let at = x, most = lowest;
    for (let p: i32 = 0; p < whole; p++) {
      most = f32x4.max(most, f32x4.max(v128.load(at), v128.load(at, 16)));
      at += group;
    }
    if (tokens & 7) {
      const first = v128.bitselect(v128.load(at), lowest, low), second = v128.bitselect(v128.load(at, 16), lowest, high);
      most = f32x4.max(most, f32x4.max(first, second));
    }
    most = f32x4.max(most, i32x4.shuffle(most, most, 2, 3, 0, 1));
    most = f32x4.max(most, i32x4.shuffle(most, most, 1, 0, 3, 2));
    store<f32>(out + (f << 2), f32x4.extract_lane(most, 0));
    x += 32;
  }
}
