/** Simulated time in seconds, with as many digits as tell steps of `stepNs` apart, at most to the ns. */
export function formatSeconds(ns: number, stepNs: number): string {
  const digits = Math.max(0, Math.min(9, Math.ceil(9 - Math.log10(Math.max(1, stepNs)))));
  return `${(ns / 1e9).toFixed(digits)} s`;
}
