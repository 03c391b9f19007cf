/** Whether two numbers are equal up to a share of the larger one. */
export function closeTo(a: number, b: number, share = 1e-9): boolean {
  return Math.abs(a - b) <= share * Math.max(Math.abs(a), Math.abs(b));
}
