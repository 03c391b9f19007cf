import { exp, log } from '../../engine/random/portable-math.ts';
import type { Texts } from '../feed/texts.ts';
import type { SparseSymmetric } from './sparse-symmetric.ts';

/** Power that the frequencies of contexts are raised to, so that rare ones weigh less (Levy and others 2015). */
const contextPower = 0.75;

/**
 * max(0, log(n(a, b) N / (n(a) m(b)))) for ids that stand at most `window` tokens apart in a sequence, each meeting counted as
 * 1 / distance; m is the smoothed count of contexts, and the mean of both directions is taken, so that the matrix is
 * symmetric. Equation: Levy, Goldberg and Dagan, *Improving distributional similarity* (2015).
 * @param rows ids are 0 to rows - 1; negative ones are left out
 */
export function positivePmi(texts: Texts, rows: number, window: number): SparseSymmetric {
  const { ids, starts, ends } = texts;
  const places = placesById(texts, rows);
  const sequenceOf = new Uint32Array(ids.length);
  for (let s = 0; s < starts.length; s++) sequenceOf.fill(s, starts[s]!, ends[s]!);
  const near = new Float64Array(rows);
  /** Calls `entry` for what stands near id `a`, columns ascending. */
  const row = (a: number, entry: (b: number, count: number) => void) => {
    const met: number[] = [];
    for (let p = places.pointers[a]!; p < places.pointers[a + 1]!; p++) {
      const at = places.places[p]!;
      const s = sequenceOf[at]!;
      const end = Math.min(ends[s]!, at + window + 1);
      for (let t = Math.max(starts[s]!, at - window); t < end; t++) {
        if (t === at) continue;
        const b = ids[t]!;
        if (b < 0) continue;
        if (near[b] === 0) met.push(b);
        near[b]! += 1 / Math.abs(t - at);
      }
    }
    met.sort((b, c) => b - c);
    for (const b of met) {
      entry(b, near[b]!);
      near[b] = 0;
    }
  };
  const counts = new Float64Array(rows);
  for (let a = 0; a < rows; a++)
    row(a, (_, count) => {
      counts[a]! += count;
    });
  const total = counts.reduce((sum, count) => sum + count, 0);
  const smooth = counts.map((count) => (count > 0 ? power(count) : 0));
  const scale = total / smooth.reduce((sum, count) => sum + count, 0);
  // Half of the logarithms of both counts of an id: the mean over the two directions.
  const half = counts.map((count, a) => (count > 0 ? (log(count) + log(smooth[a]! * scale)) / 2 : 0));
  const rowPointers = new Uint32Array(rows + 1);
  const columns: number[][] = [];
  const values: number[][] = [];
  for (let a = 0; a < rows; a++) {
    const [ownColumns, ownValues]: [number[], number[]] = [[], []];
    row(a, (b, count) => {
      const information = log(count * total) - half[a]! - half[b]!;
      if (information <= 0) return;
      ownColumns.push(b);
      ownValues.push(information);
    });
    columns.push(ownColumns);
    values.push(ownValues);
    rowPointers[a + 1] = rowPointers[a]! + ownColumns.length;
  }
  const matrix = {
    ...{ size: rows, rowPointers },
    columns: new Uint32Array(rowPointers[rows]!),
    values: new Float64Array(rowPointers[rows]!),
  };
  for (let a = 0; a < rows; a++) {
    matrix.columns.set(columns[a]!, rowPointers[a]);
    matrix.values.set(values[a]!, rowPointers[a]);
  }
  return matrix;
}

const power = (count: number) => exp(contextPower * log(count));

/** Where each id stands, ascending. */
function placesById({ ids, starts, ends }: Texts, rows: number) {
  const pointers = new Uint32Array(rows + 1);
  const each = (visit: (id: number, at: number) => void) => {
    for (let s = 0; s < starts.length; s++)
      for (let t = starts[s]!; t < ends[s]!; t++) if (ids[t]! >= 0) visit(ids[t]!, t);
  };
  each((id) => {
    pointers[id + 1]!++;
  });
  for (let id = 0; id < rows; id++) pointers[id + 1]! += pointers[id]!;
  const next = pointers.slice();
  const places = new Uint32Array(pointers[rows]!);
  each((id, at) => {
    places[next[id]!++] = at;
  });
  return { pointers, places };
}
