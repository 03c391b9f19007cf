import { SpdFactor } from './spd-factor.ts';

/** Shares of the columns that are left after each coarse step; from the next on columns go one by one. */
const coarseShares = [0.875, 0.75, 0.625];
const exactShare = 0.5;
/** Up to so many columns all go one by one. */
const exactFrom = 288;

/**
 * Order in which the 4x1 blocks of one block row are worth keeping, by the Optimal Brain Surgeon: of the
 * columns that are left, the one goes whose removal raises the squared output error least, sum_r w_rj^2 /
 * [H^-1]_jj, and the others make up for it, w_r -= w_rj / [H^-1]_jj [H^-1]_j (Hassibi and Stork 1993; Frantar
 * and Alistarh, *Optimal Brain Compression*, 2022, with a 4x1 block in place of a weight). The first half of
 * a wide layer goes in four steps; then it is column by column.
 * @param weights [rows of the block row][cols], rows weighted by how much their error counts
 * @param hessian [cols][cols] positive definite; its scale does not matter
 * @param inverse its inverse @param least columns that are not removed: their order is by the last score
 * @returns columns, the most worthy first
 */
export function obsSequence(
  weights: readonly Float64Array[],
  hessian: Float64Array,
  inverse: Float64Array,
  least: number,
): Int32Array {
  const cols = weights[0]!.length;
  const removed: number[] = [];
  let active: Int32Array = Int32Array.from({ length: cols }, (_, j) => j);
  let diagonal: Float64Array = Float64Array.from(active, (j) => inverse[j * cols + j]!);
  let current: Float64Array[] = weights.map((row) => row.slice());
  const remove = (count: number): void => {
    const scores = scoresOf(current, diagonal);
    const order = active.map((_, i) => i).sort((a, b) => scores[a]! - scores[b]! || a - b);
    for (let i = 0; i < count; i++) removed.push(active[order[i]!]!);
    active = Int32Array.from(order.subarray(count), (i) => active[i]!).sort();
  };
  const exact = Math.max(least, Math.floor(cols * exactShare), Math.min(cols, exactFrom));
  for (const share of [...coarseShares, exactShare]) {
    const wanted = Math.max(exact, Math.round(share * cols));
    if (wanted >= active.length) continue;
    remove(active.length - wanted);
    if (wanted > exact) {
      const left = afterRemoval(weights, inverse, removed, active);
      diagonal = left.diagonal;
      current = left.weights;
    }
  }
  if (active.length > least) {
    const n = active.length;
    const part = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) part[i * n + j] = hessian[active[i]! * cols + active[j]!]!;
    }
    const own = n === cols ? inverse.slice() : new SpdFactor(part, n).inverse();
    current = n === cols ? current : refitted(weights, hessian, active, own);
    greedy(current, own, active, least, removed);
  } else {
    remove(0);
    const left = active.length < cols ? afterRemoval(weights, inverse, removed, active) : null;
    const scores = scoresOf(left?.weights ?? current, left?.diagonal ?? diagonal);
    const order = active.map((_, i) => i).sort((a, b) => scores[a]! - scores[b]! || a - b);
    for (const i of order) removed.push(active[i]!);
  }
  return Int32Array.from(removed).reverse();
}

function scoresOf(weights: readonly Float64Array[], diagonal: Float64Array): Float64Array {
  return diagonal.map((d, i) => weights.reduce((sum, row) => sum + row[i]! * row[i]!, 0) / d);
}

/** Least-squares weights of the columns that are left, from H_AA^-1 H_A. w. */
function refitted(
  weights: readonly Float64Array[],
  hessian: Float64Array,
  active: Int32Array,
  inverse: Float64Array,
): Float64Array[] {
  const n = active.length;
  return weights.map((row) => {
    const right = Float64Array.from(active, (i) => {
      let sum = 0;
      for (let j = 0; j < row.length; j++) sum += hessian[i * row.length + j]! * row[j]!;
      return sum;
    });
    return Float64Array.from(active, (_, i) => {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += inverse[i * n + j]! * right[j]!;
      return sum;
    });
  });
}

/**
 * Weights and diagonal of the inverse Hessian once the columns R are gone, by the Schur complement of the
 * whole inverse.
 */
function afterRemoval(
  weights: readonly Float64Array[],
  inverse: Float64Array,
  removed: readonly number[],
  active: Int32Array,
): { weights: Float64Array[]; diagonal: Float64Array } {
  const cols = weights[0]!.length;
  const [m, n] = [removed.length, active.length];
  const block = new Float64Array(m * m);
  // [active | one column a row of weights]: L^-1 of both gives what is to be taken off.
  const width = n + weights.length;
  const right = new Float64Array(m * width);
  for (let i = 0; i < m; i++) {
    const row = removed[i]! * cols;
    for (let j = 0; j <= i; j++) block[i * m + j] = inverse[row + removed[j]!]!;
    for (let j = 0; j < n; j++) right[i * width + j] = inverse[row + active[j]!]!;
    weights.forEach((w, r) => {
      right[i * width + n + r] = w[removed[i]!]!;
    });
  }
  new SpdFactor(block, m).solveLower(right, width);
  const diagonal = Float64Array.from(active, (j) => inverse[j * cols + j]!);
  const left = weights.map((row) => Float64Array.from(active, (j) => row[j]!));
  for (let i = 0; i < m; i++) {
    const at = i * width;
    for (let j = 0; j < n; j++) diagonal[j] = diagonal[j]! - right[at + j]! * right[at + j]!;
    left.forEach((row, r) => {
      const factor = right[at + n + r]!;
      for (let j = 0; j < n; j++) row[j] = row[j]! - factor * right[at + j]!;
    });
  }
  return { weights: left, diagonal };
}

/**
 * Removes one column after the other, down to `least`, and ranks the rest; `inverse` and `weights` are
 * overwritten.
 */
function greedy(
  weights: readonly Float64Array[],
  inverse: Float64Array,
  active: Int32Array,
  least: number,
  removed: number[],
): void {
  const stride = active.length;
  const columns = active.slice();
  const scores = new Float64Array(stride);
  const row = new Float64Array(stride);
  for (let n = stride; n > 0; n--) {
    let worst = 0;
    for (let j = 0; j < n; j++) {
      let squares = 0;
      for (const row of weights) squares += row[j]! * row[j]!;
      scores[j] = squares / inverse[j * stride + j]!;
      if (scores[j]! < scores[worst]!) worst = j;
    }
    if (n <= least) {
      const order = Array.from({ length: n }, (_, j) => j);
      order.sort((a, b) => scores[a]! - scores[b]! || columns[a]! - columns[b]!);
      for (const j of order) removed.push(columns[j]!);
      return;
    }
    removed.push(columns[worst]!);
    const pivot = inverse[worst * stride + worst]!;
    // Only the lower half is kept up to date.
    for (let j = 0; j < n; j++) row[j] = inverse[j <= worst ? worst * stride + j : j * stride + worst]!;
    for (const w of weights) {
      const factor = w[worst]! / pivot;
      for (let j = 0; j < n; j++) w[j] = w[j]! - factor * row[j]!;
    }
    for (let i = 0; i < n; i++) {
      const factor = row[i]! / pivot;
      const to = i * stride;
      for (let j = 0; j <= i; j++) inverse[to + j] = inverse[to + j]! - factor * row[j]!;
    }
    // The last column takes the place of the one that went.
    const last = n - 1;
    for (let j = 0; j < worst; j++) inverse[worst * stride + j] = inverse[last * stride + j]!;
    for (let i = worst + 1; i < last; i++) inverse[i * stride + worst] = inverse[last * stride + i]!;
    inverse[worst * stride + worst] = inverse[last * stride + last]!;
    for (const w of weights) w[worst] = w[last]!;
    columns[worst] = columns[last]!;
  }
}
