import { FormatError } from './format-error.ts';
import {
  alignFile,
  type FileHeader,
  type FileSection,
  fileChecksum,
  fileMagic,
  filePrelude,
  fileVersion,
} from './matrix-file.ts';
import { matrixLayouts } from './matrix-layout.ts';
import { type SparseFormat, sparseFormats } from './sparse-matrix.ts';

/** A header of which format, fields and types of fields have been checked, but no number against another. */
export interface KnownHeader extends FileHeader {
  readonly format: SparseFormat;
  /** Byte at which the sections begin. */
  readonly headerEnd: number;
}

/** Checks the fixed part and the checksum of a file and reads its header. @throws FormatError */
export function readMatrixHeader(bytes: Uint8Array, name: string): KnownHeader {
  const headerEnd = checkPrelude(bytes, name);
  return { ...parseHeader(bytes.slice(filePrelude.end, headerEnd), name), headerEnd };
}

/** @returns where the header ends */
function checkPrelude(bytes: Uint8Array, name: string): number {
  if (fileMagic.some((byte, i) => bytes[i] !== byte)) {
    throw new FormatError(
      'magic',
      `${name}: not a file of serialiseMatrix; its first 8 bytes are other ones`,
    );
  }
  if (bytes.length < filePrelude.end) {
    throw new FormatError(
      'length',
      `${name}: ${bytes.length} bytes; even an empty matrix needs more than ${filePrelude.end}: copy the file again`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getUint32(filePrelude.version, true);
  if (version !== fileVersion) {
    throw new FormatError(
      'version',
      `${name}: version ${version}; this release reads version ${fileVersion}`,
    );
  }
  const length = view.getBigUint64(filePrelude.length, true);
  if (length !== BigInt(bytes.length)) {
    throw new FormatError('length', `${name}: ${bytes.length} bytes of ${length}: copy the file again`);
  }
  const checksum = fileChecksum(bytes);
  if (view.getUint32(filePrelude.checksum, true) !== checksum) {
    throw new FormatError('checksum', `${name}: damaged, its CRC-32 does not fit: copy the file again`);
  }
  const headerEnd = filePrelude.end + view.getUint32(filePrelude.headerLength, true);
  if (headerEnd > bytes.length || alignFile(headerEnd) !== headerEnd) {
    throw new FormatError(
      'length',
      `${name}: header to byte ${headerEnd} of ${bytes.length}; it must end in the file, at a multiple of 8`,
    );
  }
  if (view.getUint32(filePrelude.reserved, true) !== 0) {
    throw new FormatError(
      'header',
      `${name}: bytes ${filePrelude.reserved} to ${filePrelude.end - 1} must be 0`,
    );
  }
  return headerEnd;
}

function parseHeader(json: Uint8Array, name: string): Omit<KnownHeader, 'headerEnd'> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch (error) {
    throw new FormatError('header', `${name}: the header is not JSON: ${(error as Error).message}`);
  }
  const { format, shape, sections } = fieldsOf(header, ['format', 'shape', 'sections'], 'the header', name);
  if (!sparseFormats.includes(format as SparseFormat)) {
    throw new FormatError(
      'header',
      `${name}: format ${JSON.stringify(format)}; allowed are ${sparseFormats.join(', ')}`,
    );
  }
  const { scalars } = matrixLayouts[format as SparseFormat];
  const numbers = fieldsOf(shape, scalars, 'shape', name);
  for (const scalar of scalars) checkCount(numbers[scalar], `shape.${scalar}`, name);
  if (!Array.isArray(sections)) throw new FormatError('header', `${name}: sections is not a list`);
  const table = sections.map((section: unknown, s): FileSection => {
    const fields = fieldsOf(section, ['name', 'type', 'length', 'offset'], `section ${s}`, name);
    checkCount(fields['length'], `length of section ${s}`, name);
    checkCount(fields['offset'], `offset of section ${s}`, name);
    return fields as unknown as FileSection;
  });
  return { format: format as SparseFormat, shape: numbers as Record<string, number>, sections: table };
}

/** The fields of an object that has these and no others. */
function fieldsOf(
  value: unknown,
  names: readonly string[],
  what: string,
  name: string,
): Record<string, unknown> {
  const found = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (found.length !== names.length || !names.every((field) => found.includes(field))) {
    throw new FormatError(
      'header',
      `${name}: ${what} must have the fields ${names.join(', ')} and no others`,
    );
  }
  return value as Record<string, unknown>;
}

function checkCount(value: unknown, what: string, name: string): void {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new FormatError(
      'header',
      `${name}: ${what} is ${JSON.stringify(value)}; a whole number of 0 or more is needed`,
    );
  }
}
