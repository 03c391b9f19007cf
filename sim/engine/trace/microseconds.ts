/**
 * A time in ns as a JSON number of microseconds, digit by digit: a division would leave the last one to rounding.
 * @throws RangeError unless it is a whole number of 0 or more, below 2^53
 */
export function microseconds(ns: number): string {
  if (!(Number.isSafeInteger(ns) && ns >= 0))
    throw new RangeError(`${ns} ns; give a whole number, 0 or more`);
  const whole = Math.floor(ns / 1000);
  const rest = ns - 1000 * whole;
  if (rest === 0) return `${whole}`;
  if (rest % 100 === 0) return `${whole}.${rest / 100}`;
  const zeros = rest < 10 ? '00' : rest < 100 ? '0' : '';
  return rest % 10 === 0 ? `${whole}.${zeros}${rest / 10}` : `${whole}.${zeros}${rest}`;
}
