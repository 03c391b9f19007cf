import type { Hdf5Group } from './hdf5-tree.ts';
import { NetworkFileError } from './network-file-error.ts';
import { type Hdf5Limits, readHdf5Here } from './read-hdf5-here.ts';

/** A file to read on a worker thread. */
export interface Hdf5Task {
  readonly bytes: Uint8Array;
  readonly place: string;
  readonly limits: Hdf5Limits;
}

/** Errors lose their class between threads, so refusals travel as data. */
export type Hdf5Answer = { readonly tree: Hdf5Group } | { readonly path: string; readonly refusal: string };

/** Entry of the worker thread. */
export async function run({ bytes, place, limits }: Hdf5Task): Promise<Hdf5Answer> {
  try {
    return { tree: await readHdf5Here(bytes, place, limits) };
  } catch (error) {
    if (error instanceof NetworkFileError) return { path: error.path, refusal: error.reason };
    throw error;
  }
}
