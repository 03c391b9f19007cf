/**
 * A cell as RFC 4180 has it; null and undefined stay empty, numbers keep all their digits. Spreadsheets run a text that
 * begins like a formula, wherever it came from: an apostrophe makes it text.
 */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const raw = String(value);
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(raw) ? `'${raw}` : raw;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV text with a header line and `\n` at the end of every line. */
export function csvText(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}
