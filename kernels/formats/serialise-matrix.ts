import { FormatError } from './format-error.ts';
import {
  alignFile,
  type FileHeader,
  type FileSection,
  fileChecksum,
  fileMagic,
  filePrelude,
  fileVersion,
  mostFileLevels,
} from './matrix-file.ts';
import { arrayAt, type ElementArray, elementBytes, placedArrays, scalarsOf } from './matrix-layout.ts';
import type { SparseMatrix } from './sparse-matrix.ts';
import { validateMatrix } from './validate-matrix.ts';

/**
 * A matrix of any format as one file that describes itself; `deserialiseMatrix` reads it. All is little-endian:
 *
 *     0   8 bytes  magic 89 53 57 4d 0d 0a 1a 0a
 *     8   u32      version, 1
 *     12  u32      CRC-32 of bytes 16 to the end
 *     16  u64      bytes of the file
 *     24  u32      bytes of the header, a multiple of 8
 *     28  u32      0
 *     32  JSON     {format, shape: {rows, cols, …}, sections: [{name, type, length, offset}]}, then spaces
 *         …        the arrays one after another, each at the next multiple of 8; offsets count from the header's end
 *
 * Types are u8, i8, u32 and f32; lengths count elements. Segments of a ladder stand sparsest first.
 * @throws FormatError when the matrix is not valid or has more than 256 levels
 */
export function serialiseMatrix(source: SparseMatrix): Uint8Array {
  const { format, matrix } = source;
  validateMatrix(source);
  const shape = scalarsOf(format, matrix);
  if ((shape['levels'] ?? 0) > mostFileLevels) {
    throw new FormatError(
      'range',
      `${format}: ${shape['levels']} levels; a file holds ${mostFileLevels} at most`,
    );
  }
  const arrays: ElementArray[] = [];
  const sections: FileSection[] = [];
  let end = 0;
  for (const { path, type } of placedArrays(format, shape)) {
    const array = arrayAt(matrix, path);
    const offset = alignFile(end);
    sections.push({ name: path, type, length: array.length, offset });
    arrays.push(array);
    end = offset + array.length * elementBytes[type];
  }
  const json = new TextEncoder().encode(JSON.stringify({ format, shape, sections } satisfies FileHeader));
  const headerLength = alignFile(json.length);
  const first = filePrelude.end + headerLength;
  const file = new Uint8Array(first + alignFile(end));
  const view = new DataView(file.buffer);
  file.set(fileMagic);
  view.setUint32(filePrelude.version, fileVersion, true);
  view.setBigUint64(filePrelude.length, BigInt(file.length), true);
  view.setUint32(filePrelude.headerLength, headerLength, true);
  file.fill(0x20, filePrelude.end, first);
  file.set(json, filePrelude.end);
  for (const [s, array] of arrays.entries()) writeArray(view, first + sections[s]!.offset, array);
  view.setUint32(filePrelude.checksum, fileChecksum(file), true);
  return file;
}

function writeArray(view: DataView, offset: number, array: ElementArray): void {
  if (array instanceof Float32Array) {
    for (let i = 0; i < array.length; i++) view.setFloat32(offset + i * 4, array[i]!, true);
  } else if (array instanceof Uint32Array) {
    for (let i = 0; i < array.length; i++) view.setUint32(offset + i * 4, array[i]!, true);
  } else {
    for (let i = 0; i < array.length; i++) view.setUint8(offset + i, array[i]!);
  }
}
