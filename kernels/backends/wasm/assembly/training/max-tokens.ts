import { lanesBelow, lengthOf } from './token-lanes';

// Largest value of each feature over the tokens of a sequence, sequences becoming lanes; tokens beyond a sequence's
// length do not count. Where it was is kept, and takes the gradient.

/**
 * out[feature][sequence] = largest of x over the sequence's tokens, 0 of an empty one.
 * @param places i32 [sequences][features]: the token that was largest, -1 of an empty sequence @param spare 64 bytes
 */
export function maxTokensForward(
  x: usize, xGroup: usize, out: usize, outGroup: usize, features: i32, sequences: i32, tokens: i32, lengths: usize,
  places: usize, spare: usize,
): void {
  const groups = <usize>tokens >> 3, low = f32x4.splat(-Infinity);
  for (let s: i32 = 0; s < sequences; s++) {
    const length = lengthOf(lengths, s, tokens), panels = (length + 7) >> 3, last = length - (panels << 3) + 8;
    let at = x + <usize>s * groups * xGroup, o = out + <usize>(s >> 3) * outGroup + (<usize>(s & 7) << 2);
    for (let f: i32 = 0; f < features; f++) {
      let m0 = low, m1 = low, i0 = i32x4.splat(0), i1 = i0, from = at;
      for (let p: i32 = 0; p < panels; p++) {
        const count = p == panels - 1 ? last : 8, index = i32x4.splat(p << 3);
        const v0 = v128.bitselect(v128.load(from), low, lanesBelow(count));
        const v1 = v128.bitselect(v128.load(from, 16), low, lanesBelow(count - 4));
        const b0 = f32x4.gt(v0, m0), b1 = f32x4.gt(v1, m1);
        m0 = v128.bitselect(v0, m0, b0);
        m1 = v128.bitselect(v1, m1, b1);
        i0 = v128.bitselect(index, i0, b0);
        i1 = v128.bitselect(index, i1, b1);
        from += xGroup;
      }
      v128.store(spare, m0);
      v128.store(spare, m1, 16);
      v128.store(spare, i0, 32);
      v128.store(spare, i1, 48);
      let best: usize = 0;
      for (let j: usize = 1; j < 8; j++) {
        if (load<f32>(spare + (j << 2)) > load<f32>(spare + (best << 2))) best = j;
      }
      store<f32>(o, length ? load<f32>(spare + (best << 2)) : 0);
      store<i32>(places, length ? load<i32>(spare + (best << 2), 32) + <i32>best : -1);
      places += 4;
      at += 32;
      o += 32;
    }
  }
}

/** dOut goes to the tokens that were largest; the others get 0, or nothing with `xAdd`. */
export function maxTokensBackward(
  dx: usize, xAdd: i32, xGroup: usize, dOut: usize, outGroup: usize,
  features: i32, sequences: i32, tokens: i32, places: usize,
): void {
  const groups = <usize>tokens >> 3;
  for (let s: i32 = 0; s < sequences; s++) {
    const own = dx + <usize>s * groups * xGroup, from = dOut + <usize>(s >> 3) * outGroup + (<usize>(s & 7) << 2);
    if (!xAdd) {
      for (let p: usize = 0; p < groups; p++) memory.fill(own + p * xGroup, 0, <usize>features << 5);
    }
    for (let f: usize = 0; f < <usize>features; f++) {
      const place = load<i32>(places);
      places += 4;
      if (place < 0) continue;
      const o = own + <usize>(place >> 3) * xGroup + (f << 5) + (<usize>(place & 7) << 2);
      store<f32>(o, load<f32>(o) + load<f32>(from + (f << 5)));
    }
  }
}
