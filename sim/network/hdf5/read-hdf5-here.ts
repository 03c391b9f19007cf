import type { Hdf5Attribute, Hdf5Group, Hdf5Node, Hdf5Values } from './hdf5-tree.ts';
import { type LoadedHdf5, loadH5wasm } from './load-h5wasm.ts';
import { NetworkFileError } from './network-file-error.ts';

/** What a file may ask for before it is refused. Networks of a hundred million synapses stay far below. */
export interface Hdf5Limits {
  readonly depth: number;
  readonly objects: number;
  /** Bytes of all values together, and of any one chunk, once unpacked. */
  readonly bytes: number;
}

export const defaultHdf5Limits: Hdf5Limits = { depth: 32, objects: 100_000, bytes: 2 ** 30 };

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** H5O types of the library. */
const groupType = 0;
const datasetType = 1;
const integerClass = 0;
const floatClass = 1;
const stringClass = 3;
/** HDF5's enumerations, which h5py writes booleans as. */
const enumClass = 8;

/**
 * Reads a whole HDF5 file on this thread. Soft and external links are refused, and so is whatever exceeds the limits:
 * sizes are taken from the headers, before anything is unpacked. Damaged files can keep the library busy for ever;
 * `readHdf5` guards against that.
 * @param place named in errors
 * @throws NetworkFileError when the file is damaged, or asks for more than the limits
 */
export async function readHdf5Here(
  bytes: Uint8Array,
  place: string,
  limits: Hdf5Limits = defaultHdf5Limits,
): Promise<Hdf5Group> {
  if (signature.some((byte, i) => bytes[i] !== byte)) {
    throw new NetworkFileError(
      place,
      '',
      `${describeStart(bytes)}; an HDF5 file begins with \\x89HDF\\r\\n\\x1a\\n`,
    );
  }
  if (bytes.length > limits.bytes) {
    throw new NetworkFileError(place, '', `${bytes.length} bytes; up to ${limits.bytes} are read`);
  }
  const library = await loadH5wasm();
  const { FS } = library.module;
  const name = '/read.h5';
  FS.writeFile(name, bytes);
  try {
    const file = attempt(place, '', () => new library.File(name, 'r'));
    try {
      return new Reader(library, file.file_id, place, limits).group('', 0);
    } finally {
      file.close();
    }
  } finally {
    FS.unlink(name);
  }
}

class Reader {
  readonly #library: LoadedHdf5;
  readonly #file: bigint;
  readonly #place: string;
  readonly #limits: Hdf5Limits;
  #objects = 0;
  #bytes = 0;

  constructor(library: LoadedHdf5, file: bigint, place: string, limits: Hdf5Limits) {
    this.#library = library;
    this.#file = file;
    this.#place = place;
    this.#limits = limits;
  }

  /** @param path '' is the root */
  group(path: string, depth: number): Hdf5Group {
    if (depth > this.#limits.depth) {
      this.#refuse(
        path,
        `groups in groups more than ${this.#limits.depth} deep (a group may contain itself)`,
      );
    }
    const group = new this.#library.Group(this.#file, path === '' ? '/' : path);
    const names = this.#try(path, () => group.keys());
    const children = new Map<string, Hdf5Node>();
    for (const name of names) children.set(name, this.#node(`${path}/${name}`, depth + 1));
    return {
      kind: 'group',
      path: path === '' ? '/' : path,
      children,
      attributes: this.#attributes(group, path),
    };
  }

  #node(path: string, depth: number): Hdf5Node {
    if (++this.#objects > this.#limits.objects) {
      this.#refuse(path, `more than ${this.#limits.objects} objects (the same one may be linked many times)`);
    }
    const { module } = this.#library;
    if (this.#try(path, () => module.get_symbolic_link(this.#file, path)) !== null) {
      this.#refuse(path, 'a soft link; networks hold their values themselves');
    }
    const type = this.#try(path, () => module.get_type(this.#file, path));
    if (type === groupType) return this.group(path, depth);
    if (type === datasetType) return this.#dataset(path);
    if (type === module.H5G_UDLINK)
      this.#refuse(path, 'a link to another file; networks hold their values themselves');
    return { kind: 'other', path, what: 'neither a group nor a dataset' };
  }

  #dataset(path: string): Hdf5Node {
    const dataset = new this.#library.Dataset(this.#file, path);
    const meta = this.#try(path, () => dataset.metadata);
    const shape = meta.shape?.map(Number) ?? null;
    if (shape === null) return { kind: 'other', path, what: 'no value (a null dataspace)' };
    if (meta.virtual_sources && meta.virtual_sources.length > 0)
      this.#refuse(path, 'values stored in another file');
    const sized = (of: readonly number[]) => of.reduce((product, n) => product * n, meta.size);
    const size = sized(shape);
    this.#bytes += size;
    const chunk = meta.chunks ? sized(meta.chunks.map(Number)) : 0;
    if (!(this.#bytes <= this.#limits.bytes && chunk <= this.#limits.bytes)) {
      const what = chunk > this.#limits.bytes ? `a chunk of ${chunk} bytes` : `shape ${shape.join(' x ')}`;
      this.#refuse(path, `${what} takes the file over ${this.#limits.bytes} bytes of values`);
    }
    const isNumber = meta.type === integerClass || meta.type === floatClass || meta.type === enumClass;
    if (!isNumber && meta.type !== stringClass)
      return { kind: 'other', path, what: `HDF5 type class ${meta.type}` };
    const value = this.#try(path, () => dataset.value);
    const count = shape.reduce((product, n) => product * n, 1);
    if (meta.type === stringClass) {
      const values = (Array.isArray(value) ? (value as unknown[]).flat(32 as 0) : [value]).map(String);
      if (values.length !== count)
        this.#refuse(path, `${values.length} strings for shape ${shape.join(' x ')}`);
      return { kind: 'strings', path, shape, values };
    }
    const values = numbersOf(value);
    if (values?.length !== count) {
      this.#refuse(path, `${values?.length ?? 'no readable'} numbers for shape ${shape.join(' x ')}`);
    }
    return { kind: 'numbers', path, shape, values };
  }

  #attributes(
    group: { readonly attrs: Record<string, { readonly shape: number[] | null; readonly value: unknown }> },
    path: string,
  ): ReadonlyMap<string, Hdf5Attribute> {
    return this.#try(path, () => {
      const scalars = new Map<string, Hdf5Attribute>();
      for (const [name, attribute] of Object.entries(group.attrs)) {
        if (attribute.shape?.length !== 0) continue;
        const { value } = attribute;
        if (typeof value === 'number' || typeof value === 'string') scalars.set(name, value);
        else if (typeof value === 'bigint') scalars.set(name, Number(value));
      }
      return scalars;
    });
  }

  #try<T>(path: string, read: () => T): T {
    return attempt(this.#place, path, read);
  }

  #refuse(path: string, message: string): never {
    throw new NetworkFileError(this.#place, path, message);
  }
}

/** Runs a call of the library; its error stacks become one line. */
function attempt<T>(place: string, path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof NetworkFileError) throw error;
    throw new NetworkFileError(place, path, `cannot be read (${innermost(error)}); is the file whole?`);
  }
}

/** The reason in the last entry of an HDF5 error stack: `#006: file.c line 388 in function(): reason`. */
function innermost(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const reasons = [...text.matchAll(/#\d+: .*? line \d+ in \S+\(\): (.*)/g)];
  return reasons.at(-1)?.[1] ?? text.split('\n', 1)[0] ?? 'unknown reason';
}

function numbersOf(value: unknown): Hdf5Values | null {
  if (typeof value === 'number') return Float64Array.of(value);
  if (typeof value === 'bigint') return Float64Array.of(Number(value));
  if (typeof value === 'boolean') return Float64Array.of(value ? 1 : 0);
  if (value instanceof Float64Array || value instanceof Float32Array || value instanceof Int32Array)
    return value;
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Float64Array.from(value as unknown as ArrayLike<number | bigint>, Number);
  }
  return Array.isArray(value) ? Float64Array.from((value as unknown[]).flat(32 as 0), Number) : null;
}

function describeStart(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'empty';
  const head = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `${bytes.length} bytes that begin with ${head.join(' ')}`;
}
