import { FormatError } from '../format-error.ts';

/** @param what the array, as a plural: "row pointers" @throws FormatError */
export function checkLength(array: ArrayLike<number>, needed: number, what: string, name: string): void {
  if (array.length !== needed) {
    throw new FormatError('length', `${name}: ${array.length} ${what}; ${needed} are needed`);
  }
}
