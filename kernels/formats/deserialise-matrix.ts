import { FormatError } from './format-error.ts';
import { alignFile, type FileSection, mostFileLevels } from './matrix-file.ts';
import {
  type ElementArray,
  elementBytes,
  matrixLayouts,
  type PlacedArray,
  placedArrays,
} from './matrix-layout.ts';
import { readMatrixHeader } from './read-matrix-header.ts';
import type { SparseFormat, SparseMatrix } from './sparse-matrix.ts';
import { validateMatrix } from './validate-matrix.ts';

/**
 * Reads what `serialiseMatrix` wrote. The bytes are not trusted: what is allocated is bounded by their number, and the
 * matrix is validated. Its arrays are copies.
 * @param name of the file, for errors
 * @throws FormatError: code magic or version for another kind of file, length when it is cut short, checksum when it is
 * damaged, header or range when the header is wrong; else as `validateMatrix`
 */
export function deserialiseMatrix(bytes: Uint8Array, name = 'matrix file'): SparseMatrix {
  const { format, shape, sections, headerEnd } = readMatrixHeader(bytes, name);
  if (shape['levels'] !== undefined && shape['levels'] > mostFileLevels) {
    throw new FormatError(
      'range',
      `${name}: ${shape['levels']} levels; a file holds ${mostFileLevels} at most`,
    );
  }
  const body = new DataView(bytes.buffer, bytes.byteOffset + headerEnd, bytes.length - headerEnd);
  const placed = placedArrays(format, shape);
  checkSections(sections, placed, body, name);
  const arrays = placed.map((array, s) => readArray(body, array, sections[s]!));
  const source = { format, matrix: assemble(format, shape, placed, arrays) } as SparseMatrix;
  validateMatrix(source, name);
  return source;
}

/** Sections stand in the order of the format, each at the next multiple of 8, the last at the end: none can overlap. */
function checkSections(
  sections: readonly FileSection[],
  placed: readonly PlacedArray[],
  body: DataView,
  name: string,
): void {
  if (sections.length !== placed.length) {
    throw new FormatError('header', `${name}: ${sections.length} sections; ${placed.length} are needed`);
  }
  let end = 0;
  placed.forEach(({ path, type }, s) => {
    const section = sections[s]!;
    if (section.name !== path || section.type !== type) {
      throw new FormatError(
        'header',
        `${name}: section ${s} is ${JSON.stringify(section.name)} of ${JSON.stringify(section.type)}; ${path} of ${type} is needed`,
      );
    }
    const offset = checkGap(body, end, name);
    if (section.offset !== offset) {
      throw new FormatError(
        'range',
        `${name}: section ${path} begins at byte ${section.offset}; it must begin at ${offset}, after the one before`,
      );
    }
    end = offset + section.length * elementBytes[type];
  });
  if (checkGap(body, end, name) !== body.byteLength) {
    throw new FormatError(
      'range',
      `${name}: sections end at byte ${end} of ${body.byteLength}; they must fill the file`,
    );
  }
}

/** @returns the next multiple of 8, after a look at the bytes before it */
function checkGap(body: DataView, from: number, name: string): number {
  const to = alignFile(from);
  for (let i = from; i < to && i < body.byteLength; i++) {
    if (body.getUint8(i) !== 0) throw new FormatError('padding', `${name}: a byte between sections is not 0`);
  }
  return to;
}

function readArray(body: DataView, { type }: PlacedArray, { offset, length }: FileSection): ElementArray {
  switch (type) {
    case 'f32':
      return fill(new Float32Array(length), (i) => body.getFloat32(offset + i * 4, true));
    case 'u32':
      return fill(new Uint32Array(length), (i) => body.getUint32(offset + i * 4, true));
    case 'u8':
      return fill(new Uint8Array(length), (i) => body.getUint8(offset + i));
    case 'i8':
      return fill(new Int8Array(length), (i) => body.getInt8(offset + i));
  }
}

function fill<Filled extends ElementArray>(array: Filled, at: (i: number) => number): Filled {
  for (let i = 0; i < array.length; i++) array[i] = at(i);
  return array;
}

function assemble(
  format: SparseFormat,
  shape: Readonly<Record<string, number>>,
  placed: readonly PlacedArray[],
  arrays: readonly ElementArray[],
): object {
  const matrix: Record<string, unknown> = { ...shape };
  const { segmented } = matrixLayouts[format];
  if (segmented) matrix['segments'] = Array.from({ length: shape['levels']! }, () => null);
  placed.forEach(({ path }, s) => {
    const keys = path.split('.');
    const last = keys.pop()!;
    let at = matrix;
    for (const key of keys) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[last] = arrays[s]!;
  });
  return matrix;
}
