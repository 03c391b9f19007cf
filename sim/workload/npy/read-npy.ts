import { InputError } from '../../schema/input-error.ts';

/** An array from an NPY file, in row-major order. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly type: 'float32' | 'uint8' | 'int64';
  /** int64 values are numbers; those that a number cannot hold exactly are refused. */
  readonly data: Float32Array | Uint8Array | Float64Array;
}

const types = { '<f4': 'float32', '|u1': 'uint8', '<u1': 'uint8', '<i8': 'int64' } as const;
const widths = { float32: 4, uint8: 1, int64: 8 } as const;

/**
 * Reads the bytes of an NPY file, versions 1 to 3 (NumPy Enhancement Proposal 1): little-endian float32,
 * uint8 or int64 in C order.
 * @param file only for error messages
 * @throws InputError E_NPY with the byte or the index at which the file is not what it should be
 */
export function readNpy(bytes: Uint8Array, file: string): NpyArray {
  const fail = (message: string, hint?: string): never => {
    throw new InputError([
      { file, line: 0, column: 0, code: 'E_NPY', path: '', message, ...(hint ? { hint } : {}) },
    ]);
  };
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  if (bytes.length < 10 || magic.some((byte, i) => bytes[i] !== byte)) {
    fail('bytes 0 to 5 are not those of an NPY file', 'write it with numpy.save(FILE, array)');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6]!;
  if (version < 1 || version > 3) {
    fail(`byte 6: format version ${version}; 1, 2 and 3 are read`, 'write it with numpy.save(FILE, array)');
  }
  const headerAt = version === 1 ? 10 : 12;
  if (bytes.length < headerAt) fail(`the file ends at byte ${bytes.length}, inside the header's length`);
  const headerLength = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataAt = headerAt + headerLength;
  if (dataAt > bytes.length) {
    fail(`the header ends at byte ${dataAt}, the file at byte ${bytes.length}: it is cut off`);
  }
  const header = new TextDecoder('latin1').decode(bytes.subarray(headerAt, dataAt));
  const field = (name: string, pattern: string): string =>
    new RegExp(`['"]${name}['"]\\s*:\\s*${pattern}`).exec(header)?.[1] ??
    fail(`bytes ${headerAt} to ${dataAt - 1}: the header gives no '${name}' (${header.trim().slice(0, 80)})`);
  const descr = field('descr', `['"]([^'"]*)['"]`);
  if (!Object.hasOwn(types, descr)) {
    fail(
      `values of type '${descr}'; float32 (<f4), uint8 (|u1) and int64 (<i8) are read`,
      'convert it: numpy.save(FILE, array.astype("float32"))',
    );
  }
  if (field('fortran_order', '(True|False)') === 'True') {
    fail('Fortran order; C order is read', 'convert it: numpy.save(FILE, numpy.ascontiguousarray(array))');
  }
  const dims = field('shape', '\\(([^)]*)\\)')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const shape = dims.map(Number);
  if (!shape.every((dim) => Number.isSafeInteger(dim) && dim >= 0)) {
    fail(`the shape (${dims.join(', ')}) is not a list of whole numbers`);
  }
  const type = types[descr as keyof typeof types];
  const count = shape.reduce((product, dim) => product * dim, 1);
  const needed = count * widths[type];
  if (bytes.length - dataAt !== needed) {
    fail(
      `an array of (${shape.join(', ')}) ${type} needs ${needed} bytes from byte ${dataAt}, the file holds ` +
        `${bytes.length - dataAt}: ${bytes.length - dataAt < needed ? 'it is cut off' : 'something follows it'}`,
    );
  }
  if (type === 'uint8') return { shape, type, data: bytes.slice(dataAt) };
  if (type === 'float32') {
    const data = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      data[i] = view.getFloat32(dataAt + 4 * i, true);
      if (!Number.isFinite(data[i])) {
        fail(`${data[i]} at index (${indexOf(i, shape).join(', ')}); values must be finite`);
      }
    }
    return { shape, type, data };
  }
  const data = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const value = Number(view.getBigInt64(dataAt + 8 * i, true));
    if (!Number.isSafeInteger(value)) {
      fail(`${value} at index (${indexOf(i, shape).join(', ')}) is too large`);
    }
    data[i] = value;
  }
  return { shape, type, data };
}

function indexOf(at: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = at;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]!);
    rest = Math.floor(rest / shape[axis]!);
  }
  return index;
}
