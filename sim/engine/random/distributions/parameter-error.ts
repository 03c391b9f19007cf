/** Throws the RangeError of a parameter outside its range: a call of its own keeps the draws small enough to inline. */
export function parameterError(name: string, found: unknown, allowed: string): never {
  throw new RangeError(`${name} is ${found}; ${allowed}`);
}

/** Throws unless the value is positive and finite. */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    parameterError(name, value, 'a positive, finite number is needed');
}
