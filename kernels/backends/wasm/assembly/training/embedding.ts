import { storeTransposed } from '../ops-transpose';

// Sums of table rows as tokens in lanes. A table is large and a batch touches few of its rows, so a shard's gradient holds
// these rows only: `slots` i32 [rows] is 1 + the place of a row in `touched` i32 and in `gradients` f32, or 0.
//
// Descriptor of a table on one shard, 28 bytes: values f32 [rows][features], ids i32 [tokens], rows, slots, touched, count
// (address), gradients f32 [capacity][features]. features is a multiple of 4.

/** Bytes of a descriptor, which embedding-table.ts writes. */
const bytesOfTable: usize = 28;

/** Row of a table for a token, or `none` where its id is negative. An id beyond the table stops the program. */
// @ts-ignore: decorator
@inline
function rowAt(table: usize, token: usize, rowBytes: usize, none: usize): usize {
  const id = load<i32>(<usize>load<u32>(table, 4) + (token << 2));
  if (id >= load<i32>(table, 8)) unreachable();
  return id < 0 ? none : <usize>load<u32>(table) + <usize>id * rowBytes;
}

/** Four rows of features -> four lanes of [features][8]. */
// @ts-ignore: decorator
@inline
function addRows(a: usize, b: usize, c: usize, d: usize, features: i32, out: usize, add: bool, spare: usize): void {
  const end = a + (<usize>features << 2);
  for (; a < end; a += 16) {
    storeTransposed(v128.load(a), v128.load(b), v128.load(c), v128.load(d), spare, 16);
    for (let i: usize = 0; i < 4; i++) {
      const v = v128.load(spare + (i << 4)), o = out + (i << 5);
      v128.store(o, add ? f32x4.add(v, v128.load(o)) : v);
    }
    b += 16;
    c += 16;
    d += 16;
    out += 128;
  }
}

/** Whether a token counts: its id in the first table. */
// @ts-ignore: decorator
@inline
function isToken(tables: usize, token: usize): bool {
  return load<i32>(<usize>load<u32>(tables, 4) + (token << 2)) >= 0;
}

/**
 * out[feature][token] = sum of the tables' rows (+ the row of the token's position); 0 where the first table's id is
 * negative; a negative id of another table adds nothing.
 * @param tables descriptors @param positions f32 [tokens][features] or 0 @param tokens of a sequence, a multiple of 8
 * @param scratch f32 [features] of zeros, [features], [16]
 */
export function embeddingForward(
  tables: usize, count: i32, positions: usize, groups: i32, tokens: i32, features: i32,
  out: usize, outGroup: usize, scratch: usize,
): void {
  const rowBytes = <usize>features << 2, spare = scratch + (rowBytes << 1);
  for (let g: i32 = 0; g < groups; g++) {
    for (let half: usize = 0; half < 2; half++) {
      const t = (<usize>g << 3) + (half << 2), o = out + <usize>g * outGroup + (half << 4);
      const w = isToken(tables, t), x = isToken(tables, t + 1), y = isToken(tables, t + 2), z = isToken(tables, t + 3);
      for (let i: i32 = 0; i < count; i++) {
        const table = tables + <usize>i * bytesOfTable;
        const a = w ? rowAt(table, t, rowBytes, scratch) : scratch, b = x ? rowAt(table, t + 1, rowBytes, scratch) : scratch;
        const c = y ? rowAt(table, t + 2, rowBytes, scratch) : scratch, d = z ? rowAt(table, t + 3, rowBytes, scratch) : scratch;
        addRows(a, b, c, d, features, o, i > 0, spare);
      }
      if (positions) {
        const p = positions + (t % <usize>tokens) * rowBytes;
        const a = w ? p : scratch, b = x ? p + rowBytes : scratch;
        const c = y ? p + rowBytes * 2 : scratch, d = z ? p + rowBytes * 3 : scratch;
        addRows(a, b, c, d, features, o, true, spare);
      }
    }
  }
}

/** Gradient row of a token's row, a cleared one at its first touch, or `none`. */
// @ts-ignore: decorator
@inline
function gradientAt(table: usize, token: usize, rowBytes: usize, none: usize): usize {
  const id = load<i32>(<usize>load<u32>(table, 4) + (token << 2));
  if (id >= load<i32>(table, 8)) unreachable();
  if (id < 0) return none;
  const slot = <usize>load<u32>(table, 12) + (<usize>id << 2), gradients = <usize>load<u32>(table, 24);
  let place = load<i32>(slot);
  if (place == 0) {
    const counter = <usize>load<u32>(table, 20), n = load<i32>(counter);
    store<i32>(<usize>load<u32>(table, 16) + (<usize>n << 2), id);
    place = n + 1;
    store<i32>(counter, place);
    store<i32>(slot, place);
    memory.fill(gradients + <usize>n * rowBytes, 0, rowBytes);
  }
  return gradients + <usize>(place - 1) * rowBytes;
}

/** Four lanes of [features][8] are added to four rows, which may be one and the same. */
// @ts-ignore: decorator
@inline
function addLanes(x: usize, features: i32, a: usize, b: usize, c: usize, d: usize, spare: usize): void {
  for (const end = a + (<usize>features << 2); a < end; a += 16) {
    storeTransposed(v128.load(x), v128.load(x, 32), v128.load(x, 64), v128.load(x, 96), spare, 16);
    v128.store(a, f32x4.add(v128.load(a), v128.load(spare)));
    v128.store(b, f32x4.add(v128.load(b), v128.load(spare, 16)));
    v128.store(c, f32x4.add(v128.load(c), v128.load(spare, 32)));
    v128.store(d, f32x4.add(v128.load(d), v128.load(spare, 48)));
    b += 16;
    c += 16;
    d += 16;
    x += 128;
  }
}

/** Gradients of embeddingForward, in the order of the tokens; `dPositions` 0 without positions. Arguments as there. */
export function embeddingBackward(
  tables: usize, count: i32, dPositions: usize, groups: i32, tokens: i32, features: i32,
  dOut: usize, outGroup: usize, scratch: usize,
): void {
  const rowBytes = <usize>features << 2, spare = scratch + (rowBytes << 1), none = scratch + rowBytes;
  for (let g: i32 = 0; g < groups; g++) {
    for (let half: usize = 0; half < 2; half++) {
      const t = (<usize>g << 3) + (half << 2), from = dOut + <usize>g * outGroup + (half << 4);
      const w = isToken(tables, t), x = isToken(tables, t + 1), y = isToken(tables, t + 2), z = isToken(tables, t + 3);
      if (!(w || x || y || z)) continue;
      for (let i: i32 = 0; i < count; i++) {
        const table = tables + <usize>i * bytesOfTable;
        const a = w ? gradientAt(table, t, rowBytes, none) : none, b = x ? gradientAt(table, t + 1, rowBytes, none) : none;
        const c = y ? gradientAt(table, t + 2, rowBytes, none) : none, d = z ? gradientAt(table, t + 3, rowBytes, none) : none;
        addLanes(from, features, a, b, c, d, spare);
      }
      if (dPositions) {
        const p = dPositions + (t % <usize>tokens) * rowBytes;
        const a = w ? p : none, b = x ? p + rowBytes : none, c = y ? p + rowBytes * 2 : none, d = z ? p + rowBytes * 3 : none;
        addLanes(from, features, a, b, c, d, spare);
      }
    }
  }
}

/** Forgets the rows that a shard touched. */
export function embeddingClear(slots: usize, touched: usize, counter: usize): void {
  const end = touched + (<usize>load<u32>(counter) << 2);
  for (let at = touched; at < end; at += 4) store<i32>(slots + (<usize>load<u32>(at) << 2), 0);
  store<i32>(counter, 0);
}

/**
 * Step of the touched rows `from` to `to`: the shards' gradients are added up in their order, into that of the first
 * shard that touched the row; rows that no shard touched stay as they are, moments included (lazy).
 * @param shards per shard the last four words of a descriptor: slots, touched, count, gradients
 * @param kind 0: SGD; 1: Adam with decoupled decay
 * @param rates f32: rate, beta1, beta2, epsilon, decay, 1 / (1 - beta1^t), 1 / (1 - beta2^t), factor of gradients
 */
export function embeddingUpdate(
  shards: usize, number: i32, from: i32, to: i32, features: i32, values: usize, first: usize, second: usize,
  kind: i32, rates: usize,
): void {
  const rowBytes = <usize>features << 2;
  for (let s: i32 = 0; s < number; s++) {
    const shard = shards + (<usize>s << 4), touched = <usize>load<u32>(shard, 4), n = load<i32>(<usize>load<u32>(shard, 8));
    for (let i: usize = 0; i < <usize>n; i++) {
      const row = load<i32>(touched + (i << 2));
      if (row < from || row >= to || touchedBefore(shards, s, row)) continue;
      const sum = <usize>load<u32>(shard, 12) + i * rowBytes;
      for (let other = s + 1; other < number; other++) {
        const next = shards + (<usize>other << 4), place = load<i32>(<usize>load<u32>(next) + (<usize>row << 2));
        if (!place) continue;
        const g = <usize>load<u32>(next, 12) + <usize>(place - 1) * rowBytes;
        for (let b: usize = 0; b < rowBytes; b += 16) {
          v128.store(sum + b, f32x4.add(v128.load(sum + b), v128.load(g + b)));
        }
      }
      const at = <usize>row * rowBytes;
      if (kind == 0) sgdRow(values + at, sum, rowBytes, rates);
      else adamRow(values + at, first + at, second + at, sum, rowBytes, rates);
    }
  }
}

// @ts-ignore: decorator
@inline
function touchedBefore(shards: usize, s: i32, row: i32): bool {
  for (let other: i32 = 0; other < s; other++) {
    if (load<i32>(<usize>load<u32>(shards + (<usize>other << 4)) + (<usize>row << 2))) return true;
  }
  return false;
}

// @ts-ignore: decorator
@inline
function sgdRow(w: usize, g: usize, bytes: usize, rates: usize): void {
  const rate = v128.load_splat<f32>(rates), decay = v128.load_splat<f32>(rates, 16), factor = v128.load_splat<f32>(rates, 28);
  for (let b: usize = 0; b < bytes; b += 16) {
    const v = v128.load(w + b), step = f32x4.add(f32x4.mul(v128.load(g + b), factor), f32x4.mul(v, decay));
    v128.store(w + b, f32x4.sub(v, f32x4.mul(rate, step)));
  }
}

// @ts-ignore: decorator
@inline
function adamRow(w: usize, m: usize, u: usize, g: usize, bytes: usize, rates: usize): void {
  const rate = v128.load_splat<f32>(rates), beta1 = v128.load_splat<f32>(rates, 4), beta2 = v128.load_splat<f32>(rates, 8);
  const epsilon = v128.load_splat<f32>(rates, 12), decay = v128.load_splat<f32>(rates, 16);
  const correct1 = v128.load_splat<f32>(rates, 20), correct2 = v128.load_splat<f32>(rates, 24);
  const factor = v128.load_splat<f32>(rates, 28), one = f32x4.splat(1);
  const rest1 = f32x4.sub(one, beta1), rest2 = f32x4.sub(one, beta2);
  for (let b: usize = 0; b < bytes; b += 16) {
    const d = f32x4.mul(v128.load(g + b), factor), v = v128.load(w + b);
    const m1 = f32x4.add(f32x4.mul(beta1, v128.load(m + b)), f32x4.mul(rest1, d));
    const u1 = f32x4.add(f32x4.mul(beta2, v128.load(u + b)), f32x4.mul(rest2, f32x4.mul(d, d)));
    v128.store(m + b, m1);
    v128.store(u + b, u1);
    const step = f32x4.div(f32x4.mul(m1, correct1), f32x4.add(f32x4.sqrt(f32x4.mul(u1, correct2)), epsilon));
    v128.store(w + b, f32x4.sub(v, f32x4.mul(rate, f32x4.add(step, f32x4.mul(v, decay)))));
  }
}

/** Sum of squares of the folded gradients of the touched rows, into the f64 at `out`: for clipping by the global norm, before the update. */
export function embeddingSquares(shards: usize, number: i32, features: i32, out: usize): void {
  const rowBytes = <usize>features << 2;
  let sum: f64 = 0;
  for (let s: i32 = 0; s < number; s++) {
    const shard = shards + (<usize>s << 4), touched = <usize>load<u32>(shard, 4), n = load<i32>(<usize>load<u32>(shard, 8));
    for (let i: usize = 0; i < <usize>n; i++) {
      const row = load<i32>(touched + (i << 2));
      if (touchedBefore(shards, s, row)) continue;
      const own = <usize>load<u32>(shard, 12) + i * rowBytes;
      for (let b: usize = 0; b < rowBytes; b += 4) {
        let g = load<f32>(own + b);
        for (let other = s + 1; other < number; other++) {
          const next = shards + (<usize>other << 4), place = load<i32>(<usize>load<u32>(next) + (<usize>row << 2));
          if (place) g += load<f32>(<usize>load<u32>(next, 12) + <usize>(place - 1) * rowBytes + b);
        }
        sum += <f64>g * <f64>g;
      }
    }
  }
  store<f64>(out, sum);
}
