import { hashCounter } from './hash-counter.ts';
import { seededOrder } from './seeded-values.ts';

/** Where the entries of a matrix that are not zero lie. */
export const sparsePatterns = [
  'random',
  'blocks 4x1',
  'blocks 8x1',
  'blocks 4x2',
  'n of 4',
  'banded',
  'one dense row',
  'one dense column',
  'power-law rows',
  'empty rows and columns',
] as const;

export type SparsePattern = (typeof sparsePatterns)[number];

/**
 * Seeded mask of a pattern.
 * @param density about the share of places that are 1; 0 keeps none, 1 fills what the pattern leaves free
 * @returns [rows][cols], 0 or 1
 */
export function patternMask(
  pattern: SparsePattern,
  rows: number,
  cols: number,
  density: number,
  seed: number,
): Uint8Array {
  const drawn = (index: number, share = density) => hashCounter(seed, index) < share * 2 ** 32;
  const keeps = predicate(pattern, rows, cols, density, seed, drawn);
  return Uint8Array.from({ length: rows * cols }, (_, i) =>
    keeps(Math.floor(i / cols), i % cols, i) ? 1 : 0,
  );
}

type Keeps = (row: number, column: number, index: number) => boolean;

function predicate(
  pattern: SparsePattern,
  rows: number,
  cols: number,
  density: number,
  seed: number,
  drawn: (index: number, share?: number) => boolean,
): Keeps {
  const line = (count: number) => hashCounter(seed, -1) % Math.max(1, count);
  switch (pattern) {
    case 'random':
      return (_r, _c, i) => drawn(i);
    case 'blocks 4x1':
      return (r, c) => drawn((r >> 2) * cols + c);
    case 'blocks 8x1':
      return (r, c) => drawn((r >> 3) * cols + c);
    case 'blocks 4x2':
      return (r, c) => drawn((r >> 2) * cols + (c >> 1));
    case 'n of 4': {
      const kept = Math.round(density * 4);
      const places = new Map<number, Int32Array>();
      return (r, c) => {
        const group = r * cols + (c >> 2);
        const order = places.get(group) ?? seededOrder(seed ^ group, 4);
        places.set(group, order);
        return order.indexOf(c & 3) < kept;
      };
    }
    case 'banded':
      return (r, c) => Math.abs(c * rows - r * cols) < density * rows * cols * 0.6;
    case 'one dense row': {
      const row = line(rows);
      return (r, _c, i) => density > 0 && (r === row || drawn(i, density / 8));
    }
    case 'one dense column': {
      const column = line(cols);
      return (_r, c, i) => density > 0 && (c === column || drawn(i, density / 8));
    }
    case 'power-law rows': {
      const rank = seededOrder(seed, rows);
      return (r, _c, i) => drawn(i, Math.min(1, (density * 3) / (rank[r]! + 1)));
    }
    case 'empty rows and columns': {
      const [row, column] = [hashCounter(seed, -2), hashCounter(seed, -3)];
      return (r, c, i) => hashCounter(row, r) % 2 === 0 && hashCounter(column, c) % 3 > 0 && drawn(i);
    }
  }
}
