/** Simulated time as `12:34` or `1:02:03`, in whole seconds. */
export function formatClock(ns: number): string {
  const seconds = Math.floor(ns / 1e9);
  const two = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
