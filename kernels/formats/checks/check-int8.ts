import { FormatError } from '../format-error.ts';
import { checkLength } from './check-length.ts';

/** @param size values of a block @throws FormatError naming a value of -128: symmetric int8 ends at -127 */
export function checkInt8(values: Int8Array, size: number, name: string): void {
  const at = values.indexOf(-128);
  if (at >= 0) {
    throw new FormatError(
      'range',
      `${name}: value ${at % size} of block ${Math.floor(at / size)} is -128; allowed are -127 to 127`,
    );
  }
}

/** @throws FormatError unless there is a scale a row, positive, and small enough that 127 times it is finite */
export function checkScales(scales: Float32Array, rows: number, name: string): void {
  checkLength(scales, rows, 'scales', name);
  for (let r = 0; r < rows; r++) {
    const scale = scales[r]!;
    if (!Number.isFinite(scale)) {
      throw new FormatError('not-finite', `${name}: scale of row ${r} is ${scale}; it must be finite`);
    }
    if (scale <= 0 || !Number.isFinite(Math.fround(scale * 127))) {
      throw new FormatError(
        'range',
        `${name}: scale of row ${r} is ${scale}; it must be above 0, and 127 times it a finite float32`,
      );
    }
  }
}
