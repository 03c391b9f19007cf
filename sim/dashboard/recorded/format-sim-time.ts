/** Simulated time as `12:34` or `1:02:03`, in whole seconds. */
export function formatClock(ns: number): string {
  const seconds = Math.floor(ns / 1e9);
  const two = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Simulated time in seconds, with as many digits as tell steps of `stepNs` apart, at most to the ns. */
export function formatSeconds(ns: number, stepNs: number): string {
  const digits = Math.max(0, Math.min(9, Math.ceil(9 - Math.log10(Math.max(1, stepNs)))));
  return `${(ns / 1e9).toFixed(digits)} s`;
}
