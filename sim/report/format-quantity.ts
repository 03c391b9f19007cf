const prefixes: readonly (readonly [number, string])[] = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
  [1e-3, 'm'],
  [1e-6, 'µ'],
  [1e-9, 'n'],
  [1e-12, 'p'],
];

/** What stands where there is no number. */
export const absent = '–';

/** Three significant digits without exponent: 4.31, 43.1, 431. */
export function threeDigits(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}

/** A quantity with an SI prefix and three significant digits: `4.31 mJ`. Null gives a dash. */
export function formatSi(value: number | null, unit: string): string {
  if (value === null) return absent;
  const size = Math.abs(value);
  if (!(size > 0)) return `0 ${unit}`;
  const smallest = prefixes[prefixes.length - 1]!;
  // 999.6 would print as "1000": the next prefix begins where rounding does.
  const [scale, prefix] = prefixes.find(([s]) => size >= s * 0.9995) ?? smallest;
  return `${threeDigits(value / scale)} ${prefix}${unit}`;
}

/** Milliseconds with the prefix that suits them: `0.42 ms` prints as `420 µs`. */
export function formatMs(valueMs: number | null): string {
  return valueMs === null ? absent : formatSi(valueMs / 1000, 's');
}

/** A share in per cent: `97.1%`; small shares keep a digit more. */
export function formatPercent(share: number | null, digits = 1): string {
  return share === null ? absent : `${(share * 100).toFixed(digits)}%`;
}

/** A change in per cent with its sign: `−41%`, `+3%`. */
export function formatChange(ratio: number | null): string {
  if (ratio === null || !Number.isFinite(ratio)) return absent;
  const percent = (ratio - 1) * 100;
  const text = Math.abs(percent) < 9.95 ? Math.abs(percent).toFixed(1) : Math.abs(percent).toFixed(0);
  return Number(text) === 0 ? '0%' : `${percent < 0 ? '−' : '+'}${text}%`;
}
