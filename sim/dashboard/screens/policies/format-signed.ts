/** A signed difference: `+0.12`, `−0.30`, and `=` where it rounds to nothing. */
export function formatSigned(value: number, digits: number, unit = ''): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return '=';
  return `${value < 0 ? '−' : '+'}${text}${unit}`;
}
