import { FormatError } from '../format-error.ts';

/** @param size values of an entry @throws FormatError naming the first value that is not finite */
export function checkFinite(values: Float32Array, size: number, entry: string, name: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) {
      throw new FormatError(
        'not-finite',
        `${name}: value ${i % size} of ${entry} ${Math.floor(i / size)} is ${values[i]}; weights must be finite: export the model again`,
      );
    }
  }
}
