import type { BlockLadder } from './block-ladder.ts';
import type { DenseMatrix } from './dense-matrix.ts';
import type { Int8Rows } from './int8-rows.ts';
import { ladderFromColumns } from './ladder-from-columns.ts';
import { packColumnBlockLadder } from './pack-column-block-ladder.ts';
import { packCsr } from './pack-csr.ts';
import { int8BlocksFromRows, packInt8Block } from './pack-int8-block.ts';
import { int8LadderFromRows, packInt8Ladder } from './pack-int8-ladder.ts';
import { packNm } from './pack-nm.ts';
import { packSingleLevel } from './pack-single-level.ts';
import { packTallBlock } from './pack-tall-block.ts';
import type { MatrixOf, SparseFormat, SparseMatrix } from './sparse-matrix.ts';
import { unpackBlockLadder } from './unpack-block-ladder.ts';
import { unpackColumnBlockLadder } from './unpack-column-block-ladder.ts';
import { unpackCsr } from './unpack-csr.ts';
import { rowsOfInt8Block, unpackInt8Block } from './unpack-int8-block.ts';
import { dequantiseLadder, rowsOfInt8Ladder, unpackInt8Ladder } from './unpack-int8-ladder.ts';
import { unpackNm } from './unpack-nm.ts';
import { unpackTallBlock } from './unpack-tall-block.ts';

export interface ConvertOptions {
  /**
   * The level of a ladder to take. Without it a ladder stays a ladder with all its loaded levels, and another target
   * gets the densest loaded level.
   */
  readonly level?: number;
  /** N of N:M; needed for target nm unless the source has it. */
  readonly kept?: number;
  /** M of N:M; needed for target nm unless the source has it. */
  readonly group?: number;
}

/**
 * A valid matrix in another format; the result may share arrays with the source. A ladder made of a single matrix has
 * one level: the blocks that are not all 0.
 *
 * Weights stay bit for bit, but that csr, nm and formats packed from them turn -0 into 0. Lossy are: to an int8 format
 * from another (rounds; see `packInt8Block`, `packInt8Ladder`), and from a ladder to a single level (drops the others).
 * Between int8 formats the stored values and scales stay.
 * @throws RangeError when a level is not loaded or asked of what is no ladder, when N:M is not given, or when the dense
 * matrix on the way does not fit in memory
 * @throws FormatError when the weights do not fit N:M, see `packNm`
 */
export function convertMatrix<To extends SparseFormat>(
  source: SparseMatrix,
  to: To,
  options: ConvertOptions = {},
): MatrixOf<To> {
  const level = levelOf(source, options.level);
  return convert(source, to, level, options) as MatrixOf<To>;
}

function convert(
  source: SparseMatrix,
  to: SparseFormat,
  level: number,
  options: ConvertOptions,
): SparseMatrix {
  const whole = options.level === undefined;
  switch (to) {
    case 'dense':
      return { format: to, matrix: toDense(source, level) };
    case 'csr':
      return source.format === to ? source : { format: to, matrix: packCsr(toDense(source, level)) };
    case 'nm':
      return toNm(source, level, options);
    case 'tall-block': {
      if (source.format === to) return source;
      const ladder = floatLadder(source);
      return {
        format: to,
        matrix: ladder
          ? packTallBlock(ladder, level)
          : packTallBlock(packSingleLevel(toDense(source, level)), 0),
      };
    }
    case 'block-ladder':
      return { format: to, matrix: toLadder(source, level, whole) };
    case 'column-block-ladder':
      if (source.format === to && whole) return source;
      return { format: to, matrix: packColumnBlockLadder(toLadder(source, level, whole)) };
    case 'int8-block': {
      if (source.format === to) return source;
      const rows = int8Rows(source, level);
      return { format: to, matrix: rows ? int8BlocksFromRows(rows) : packInt8Block(toDense(source, level)) };
    }
    case 'int8-ladder': {
      if (source.format === to && whole) return source;
      const rows = int8Rows(source, level);
      return {
        format: to,
        matrix: rows ? int8LadderFromRows(rows) : packInt8Ladder(toLadder(source, level, whole)),
      };
    }
  }
}

function isLadder(
  source: SparseMatrix,
): source is MatrixOf<'block-ladder' | 'column-block-ladder' | 'int8-ladder'> {
  return source.format.endsWith('ladder');
}

function levelOf(source: SparseMatrix, level: number | undefined): number {
  if (isLadder(source)) {
    const { densest, levels } = source.matrix;
    if (level !== undefined && !(Number.isInteger(level) && level >= densest && level < levels)) {
      throw new RangeError(
        `level ${level} is not loaded; this ladder holds levels ${densest} to ${levels - 1}`,
      );
    }
    return level ?? densest;
  }
  if (level !== undefined) {
    throw new RangeError(
      `level ${level} of a matrix in format ${source.format}; only ladders have levels: leave it out`,
    );
  }
  return 0;
}

function toDense(source: SparseMatrix, level: number): DenseMatrix {
  switch (source.format) {
    case 'dense':
      return source.matrix;
    case 'csr':
      return unpackCsr(source.matrix);
    case 'nm':
      return unpackNm(source.matrix);
    case 'block-ladder':
      return unpackBlockLadder(source.matrix, level);
    case 'tall-block':
      return unpackTallBlock(source.matrix);
    case 'column-block-ladder':
      return unpackColumnBlockLadder(source.matrix, level);
    case 'int8-block':
      return unpackInt8Block(source.matrix);
    case 'int8-ladder':
      return unpackInt8Ladder(source.matrix, level);
  }
}

function toNm(source: SparseMatrix, level: number, { kept, group }: ConvertOptions): MatrixOf<'nm'> {
  const own = source.format === 'nm' ? source.matrix : undefined;
  const [n, m] = [kept ?? own?.kept, group ?? own?.group];
  if (n === undefined || m === undefined) {
    throw new RangeError(
      `to nm without ${n === undefined ? 'kept' : 'group'}: give N as kept and M as group`,
    );
  }
  if (source.format === 'nm' && n === own?.kept && m === own.group) return source;
  return { format: 'nm', matrix: packNm(toDense(source, level), n, m) };
}

/** All levels of a source that is a ladder. */
function floatLadder(source: SparseMatrix): BlockLadder | undefined {
  switch (source.format) {
    case 'block-ladder':
      return source.matrix;
    case 'column-block-ladder':
      return ladderFromColumns(source.matrix);
    case 'int8-ladder':
      return dequantiseLadder(source.matrix);
    default:
      return undefined;
  }
}

function toLadder(source: SparseMatrix, level: number, whole: boolean): BlockLadder {
  return (whole ? floatLadder(source) : undefined) ?? packSingleLevel(toDense(source, level));
}

/** The stored values of a source that is in int8. */
function int8Rows(source: SparseMatrix, level: number): Int8Rows | undefined {
  if (source.format === 'int8-block') return rowsOfInt8Block(source.matrix);
  if (source.format === 'int8-ladder') return rowsOfInt8Ladder(source.matrix, level);
  return undefined;
}
