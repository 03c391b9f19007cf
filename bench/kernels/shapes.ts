/** A product that is measured: W [rows][cols] on n samples. */
export interface Shape {
  readonly rows: number;
  readonly cols: number;
}

export const shapes: readonly Shape[] = [
  { rows: 256, cols: 256 },
  { rows: 1024, cols: 1024 },
  { rows: 768, cols: 3072 },
];

export const batches = [1, 8, 64, 196] as const;
export const sparsities = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99] as const;
/** Layers of a chain: small layers are compared inside a graph, as networks run them, and not call by call. */
export const chainLength = 4;

/** The shapes of a chain's layers: a matrix that is not square alternates with its transpose. */
export function chainShapes({ rows, cols }: Shape): Shape[] {
  return Array.from({ length: chainLength }, (_, i) =>
    i % 2 === 0 ? { rows, cols } : { rows: cols, cols: rows },
  );
}

export const nameOf = ({ rows, cols }: Shape, n: number): string => `${rows}x${cols} N=${n}`;
