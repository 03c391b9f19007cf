import type { SparseFormat } from './sparse-matrix.ts';

/** Element of a stored array, little-endian in files. */
export type ElementType = 'u8' | 'i8' | 'u32' | 'f32';

export type ElementArray = Uint8Array | Int8Array | Uint32Array | Float32Array;

export const elementBytes: Readonly<Record<ElementType, number>> = { u8: 1, i8: 1, u32: 4, f32: 4 };

/** One array of a format. */
export interface ArrayLayout {
  readonly name: string;
  readonly type: ElementType;
  /** What its bytes are spent on. */
  readonly role: 'values' | 'indices' | 'rowPointers';
}

/** What a format consists of. */
export interface MatrixLayout {
  /** Whole numbers. */
  readonly scalars: readonly string[];
  /** Arrays of the matrix itself. */
  readonly arrays: readonly ArrayLayout[];
  /** Objects of `partArrays` within the matrix. */
  readonly parts?: readonly string[];
  /** Whether it has segments of `partArrays`, one a loaded level. */
  readonly segmented?: boolean;
  readonly partArrays?: readonly ArrayLayout[];
}

/** An array with its path in the matrix, "tall.columns" or "segments.2.values". */
export interface PlacedArray extends ArrayLayout {
  readonly path: string;
  /** Null for arrays that all levels share. */
  readonly segment: number | null;
}

const floats: ArrayLayout = { name: 'values', type: 'f32', role: 'values' };
const int8s: ArrayLayout = { name: 'values', type: 'i8', role: 'values' };
const scales: ArrayLayout = { name: 'scales', type: 'f32', role: 'values' };
const pointers = (name = 'rowPointers'): ArrayLayout => ({ name, type: 'u32', role: 'rowPointers' });
const indices = (name = 'columns'): ArrayLayout => ({ name, type: 'u32', role: 'indices' });

const sides = ['rows', 'cols'];
const ladderScalars = [...sides, 'levels', 'densest'];

export const matrixLayouts: Readonly<Record<SparseFormat, MatrixLayout>> = {
  dense: { scalars: sides, arrays: [floats] },
  csr: { scalars: sides, arrays: [pointers(), indices(), floats] },
  nm: {
    scalars: [...sides, 'kept', 'group'],
    arrays: [{ name: 'positions', type: 'u8', role: 'indices' }, floats],
  },
  'block-ladder': {
    scalars: ladderScalars,
    arrays: [],
    segmented: true,
    partArrays: [pointers(), indices(), floats],
  },
  'tall-block': {
    scalars: sides,
    arrays: [],
    parts: ['tall', 'short'],
    partArrays: [pointers(), indices(), floats],
  },
  'column-block-ladder': {
    scalars: ladderScalars,
    arrays: [],
    segmented: true,
    partArrays: [pointers('columnPointers'), indices('blockRows'), floats],
  },
  'int8-block': { scalars: sides, arrays: [scales, pointers(), indices('pairs'), int8s] },
  'int8-ladder': {
    scalars: ladderScalars,
    arrays: [scales],
    segmented: true,
    partArrays: [pointers(), indices(), int8s],
  },
};

/** The arrays of a matrix in file order; segments as kernels read them, sparsest first. */
export function placedArrays(
  format: SparseFormat,
  { levels, densest }: Readonly<Record<string, number>>,
): PlacedArray[] {
  const { arrays, parts = [], segmented, partArrays = [] } = matrixLayouts[format];
  const placed: PlacedArray[] = arrays.map((array) => ({ ...array, path: array.name, segment: null }));
  for (const part of parts) {
    for (const array of partArrays) placed.push({ ...array, path: `${part}.${array.name}`, segment: null });
  }
  for (let k = segmented ? levels! - 1 : -1; k >= (densest ?? 0); k--) {
    for (const array of partArrays)
      placed.push({ ...array, path: `segments.${k}.${array.name}`, segment: k });
  }
  return placed;
}

/** The whole numbers of a matrix by name. */
export function scalarsOf(format: SparseFormat, matrix: object): Record<string, number> {
  const fields = matrix as Record<string, number>;
  return Object.fromEntries(matrixLayouts[format].scalars.map((name) => [name, fields[name]!]));
}

/** The array of a matrix at a path. */
export function arrayAt(matrix: object, path: string): ElementArray {
  return path
    .split('.')
    .reduce<object>((at, key) => (at as Record<string, object>)[key]!, matrix) as ElementArray;
}
