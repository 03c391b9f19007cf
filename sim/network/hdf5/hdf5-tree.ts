/** What an HDF5 file holds, read into memory. Paths are absolute: '/node/nodes/fc1/weight'. */
export type Hdf5Node = Hdf5Group | Hdf5Numbers | Hdf5Strings | Hdf5Other;

export type Hdf5Attribute = number | string;

export interface Hdf5Group {
  readonly kind: 'group';
  readonly path: string;
  readonly children: ReadonlyMap<string, Hdf5Node>;
  /** Scalar attributes; others are left out. */
  readonly attributes: ReadonlyMap<string, Hdf5Attribute>;
}

export type Hdf5Values = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Row-major; shape [] is a scalar. Whole numbers of other widths are read as float64 (exact up to 2^53). */
export interface Hdf5Numbers {
  readonly kind: 'numbers';
  readonly path: string;
  readonly shape: readonly number[];
  readonly values: Hdf5Values;
}

export interface Hdf5Strings {
  readonly kind: 'strings';
  readonly path: string;
  readonly shape: readonly number[];
  readonly values: readonly string[];
}

/** An object that is there, but of a kind that networks do not use; or a dataset without any value. */
export interface Hdf5Other {
  readonly kind: 'other';
  readonly path: string;
  /** E.g. 'a compound type'. */
  readonly what: string;
}

/** Builds a group for `writeHdf5`, or for a test. */
export function hdf5Group(
  children: Iterable<readonly [string, Hdf5Node]>,
  attributes: Iterable<readonly [string, Hdf5Attribute]> = [],
): Hdf5Group {
  return { kind: 'group', path: '', children: new Map(children), attributes: new Map(attributes) };
}

export function hdf5Numbers(values: Hdf5Values, shape: readonly number[] = [values.length]): Hdf5Numbers {
  return { kind: 'numbers', path: '', shape, values };
}

export function hdf5Text(text: string): Hdf5Strings {
  return { kind: 'strings', path: '', shape: [], values: [text] };
}
