import { softmaxPanel } from './ops-softmax';
import { storeTransposed } from './ops-transpose';
import { denseOne } from './row-sums';

// Attention is two products of activations: one side is packed as weights of the dense kernel, once a head, and the
// queries stay in their panels. Scores of a panel of eight queries are [keys][8], so softmax runs down the panel too.

/**
 * Keys in panels [8 tokens] -> weights [tokens / 4][features][4]: a panel's row is the same feature of two block rows.
 * @param from @param to panels of keys @param keys of the head's first feature; panel p is at + p * group
 */
export function packKeys(keys: usize, group: usize, from: i32, to: i32, features: i32, out: usize): void {
  const rowBytes = <usize>features << 4;
  for (let p = <usize>from; p < <usize>to; p++) {
    let at = keys + p * group, a = out + (p << 1) * rowBytes;
    for (let d: i32 = 0; d < features; d++) {
      v128.store(a, v128.load(at));
      v128.store(a + rowBytes, v128.load(at, 16));
      at += 32;
      a += 16;
    }
  }
}

/**
 * Values in panels -> weights [features / 4][tokens][4]. @param rowBytes of a block row, 16 a token, in whole panels
 * @param from @param to panels of tokens
 */
export function packValues(values: usize, group: usize, from: i32, to: i32, features: i32, out: usize, rowBytes: usize): void {
  for (let p = <usize>from; p < <usize>to; p++) {
    let at = values + p * group, b = out + (p << 7);
    for (let f: i32 = 0; f < features; f += 4) {
      const r0 = v128.load(at), r1 = v128.load(at, 32), r2 = v128.load(at, 64), r3 = v128.load(at, 96);
      storeTransposed(r0, r1, r2, r3, b, 16);
      const q0 = v128.load(at, 16), q1 = v128.load(at, 48), q2 = v128.load(at, 80), q3 = v128.load(at, 112);
      storeTransposed(q0, q1, q2, q3, b + 64, 16);
      at += 128;
      b += rowBytes;
    }
  }
}

/**
 * One head: out = softmax(scale Q K^T) V for panels of queries.
 * @param from @param to panels of queries @param keys @param values packed @param valueBytes as `rowBytes` of packValues
 * @param shift -1: every query sees all keys; else query i sees keys 0 ... i + shift
 * @param epilogues f32 [3][4]: the scale, ones, zeros @param scores scratch [keys, whole blocks][8]
 */
export function attend(
  q: usize, qGroup: usize, from: i32, to: i32, features: i32, keys: usize, keyCount: i32,
  values: usize, valueBytes: usize, valueFeatures: i32, shift: i32, epilogues: usize,
  out: usize, outGroup: usize, scores: usize,
): void {
  const low = f32x4.splat(-Infinity), keyBytes = <usize>features << 4;
  for (let p = from; p < to; p++) {
    const visible = shift < 0 ? keyCount : min(keyCount, shift + (p << 3) + 8);
    const panel = q + <usize>p * qGroup;
    for (let r: usize = 0; r < <usize>((visible + 3) >> 2); r++) {
      denseOne(panel, features, keys + r * keyBytes, epilogues, epilogues + 32, low, scores + (r << 7), 32);
    }
    if (shift >= 0) {
      const first = shift + (p << 3) + 1;
      for (let key = first; key < visible; key++) {
        for (let j: i32 = 0; j <= key - first; j++) store<f32>(scores + (<usize>key << 5) + (<usize>j << 2), -Infinity);
      }
    }
    softmaxPanel(scores, 32, visible, scores, 32);
    let o = out + <usize>p * outGroup, w = values;
    for (let f: i32 = 0; f < valueFeatures; f += 4) {
      denseOne(scores, visible, w, epilogues + 16, epilogues + 32, low, o, 32);
      w += valueBytes;
      o += 128;
    }
  }
}
