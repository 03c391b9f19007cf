const prefixes = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
  [1e-3, 'm'],
  [1e-6, 'µ'],
  [1e-9, 'n'],
  [1e-12, 'p'],
] as const;

/** What stands where there is no number. */
export const nothing = '–';

/** Three significant digits without an exponent, e.g. 1.23, 45.6, 789. */
function threeDigits(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  return value.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

/** A quantity with an SI prefix: 0.00123 J is `1.23 mJ`. */
export function formatSi(value: number | null, unit: string): string {
  if (value === null || !Number.isFinite(value)) return nothing;
  if (value === 0) return `0 ${unit}`;
  const size = Math.abs(value);
  // 999.5 µ would be rounded to 1000 µ: it belongs to the next prefix.
  const [factor, prefix] = prefixes.find(([f]) => size >= f * 0.9995) ?? prefixes[prefixes.length - 1]!;
  return `${threeDigits(value / factor)} ${prefix}${unit}`.replace('-', '−');
}

/** Milliseconds in the unit that suits them. */
export function formatMs(valueMs: number | null): string {
  return formatSi(valueMs === null ? null : valueMs / 1000, 's');
}

/** Bytes in kB and MB of a thousand. */
export function formatBytes(bytes: number | null): string {
  return bytes !== null && bytes < 1000 ? `${bytes} B` : formatSi(bytes, 'B');
}

/** A share as a percentage: 0.9731 is `97.31%` with two digits. */
export function formatShare(share: number | null, digits = 1): string {
  if (share === null || !Number.isFinite(share)) return nothing;
  return `${(share * 100).toFixed(digits)}%`.replace('-', '−');
}

/** A signed difference: `+0.12`, `−0.30`, and `=` where it rounds to nothing. */
export function formatSigned(value: number, digits: number, unit = ''): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return '=';
  return `${value < 0 ? '−' : '+'}${text}${unit}`;
}
