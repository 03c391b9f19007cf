import { laneSums, lanesBelow, lengthOf } from './token-lanes';

// Tokens of a sequence -> one vector, sequences becoming lanes; tokens beyond a sequence's length do not count.

/** Sum of row x over the tokens below `length`, in lanes. */
// @ts-ignore: decorator
@inline
function rowSum(x: usize, xGroup: usize, panels: i32, mask0: v128, mask1: v128): v128 {
  let s0 = f32x4.splat(0), s1 = s0;
  for (let p: i32 = 1; p < panels; p++) {
    s0 = f32x4.add(s0, v128.load(x));
    s1 = f32x4.add(s1, v128.load(x, 16));
    x += xGroup;
  }
  s0 = f32x4.add(s0, v128.and(v128.load(x), mask0));
  s1 = f32x4.add(s1, v128.and(v128.load(x, 16), mask1));
  return f32x4.add(s0, s1);
}

/**
 * out[feature][sequence] = mean of x over the sequence's tokens, 0 of an empty one. Rows are read in fours: x holds whole
 * fours (zero beyond `features`), out too.
 */
export function meanTokensForward(
  x: usize, xGroup: usize, out: usize, outGroup: usize, features: i32, sequences: i32, tokens: i32, lengths: usize,
): void {
  const groups = <usize>tokens >> 3;
  for (let s: i32 = 0; s < sequences; s++) {
    const length = lengthOf(lengths, s, tokens), panels = (length + 7) >> 3, last = length - (panels << 3) + 8;
    const mask0 = lanesBelow(last), mask1 = lanesBelow(last - 4);
    const share = f32x4.splat(length ? <f32>1 / <f32>length : 0);
    let at = x + <usize>s * groups * xGroup, o = out + <usize>(s >> 3) * outGroup + (<usize>(s & 7) << 2);
    for (let f: i32 = 0; f < features; f += 4) {
      let sums = f32x4.splat(0);
      if (length) {
        const a = rowSum(at, xGroup, panels, mask0, mask1), b = rowSum(at + 32, xGroup, panels, mask0, mask1);
        const c = rowSum(at + 64, xGroup, panels, mask0, mask1), d = rowSum(at + 96, xGroup, panels, mask0, mask1);
        sums = f32x4.mul(laneSums(a, b, c, d), share);
      }
      v128.store_lane<f32>(o, sums, 0);
      v128.store_lane<f32>(o, sums, 1, 32);
      v128.store_lane<f32>(o, sums, 2, 64);
      v128.store_lane<f32>(o, sums, 3, 96);
      at += 128;
      o += 128;
    }
  }
}

/** dx = dOut / length of the tokens that count, 0 of the others; added to what is there with `xAdd`. */
export function meanTokensBackward(
  dx: usize, xAdd: i32, xGroup: usize, dOut: usize, outGroup: usize,
  features: i32, sequences: i32, tokens: i32, lengths: usize,
): void {
  const groups = <usize>tokens >> 3;
  for (let s: i32 = 0; s < sequences; s++) {
    const length = lengthOf(lengths, s, tokens), panels = (length + 7) >> 3, last = length - (panels << 3) + 8;
    const share: f32 = length ? <f32>1 / <f32>length : 0;
    const from = dOut + <usize>(s >> 3) * outGroup + (<usize>(s & 7) << 2);
    for (let p: i32 = 0; p < <i32>groups; p++) {
      let o = dx + (<usize>s * groups + <usize>p) * xGroup;
      if (p >= panels) {
        if (!xAdd) memory.fill(o, 0, <usize>features << 5);
        continue;
      }
      const count = p == panels - 1 ? last : 8, mask0 = lanesBelow(count), mask1 = lanesBelow(count - 4);
      for (let f: usize = 0; f < <usize>features; f++) {
        const v = f32x4.splat(load<f32>(from + (f << 5)) * share);
        let g0 = v128.and(v, mask0), g1 = v128.and(v, mask1);
        if (xAdd) {
          g0 = f32x4.add(g0, v128.load(o));
          g1 = f32x4.add(g1, v128.load(o, 16));
        }
        v128.store(o, g0);
        v128.store(o, g1, 16);
        o += 32;
      }
    }
  }
}
