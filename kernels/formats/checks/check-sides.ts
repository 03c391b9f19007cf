import { FormatError } from '../format-error.ts';

/** Row and column numbers are stored in 32 bits. */
const longestSide = 2 ** 32 - 1;

/** @throws FormatError when a side is not a count that 32-bit indices reach */
export function checkSides(
  { rows, cols }: { readonly rows: number; readonly cols: number },
  name: string,
): void {
  for (const [side, n] of [['rows', rows] as const, ['cols', cols] as const]) {
    if (!Number.isInteger(n) || n < 0 || n > longestSide) {
      throw new FormatError(
        'shape',
        `${name}: ${side} is ${n}; a whole number of 0 or more is needed, at most ${longestSide}`,
      );
    }
  }
}
