/** Rows whose texts hold every word of the filter, whatever the case; all rows where it is empty. */
export function filterRows<Row>(
  rows: readonly Row[],
  filter: string | undefined,
  textsOf: (row: Row) => readonly string[],
): readonly Row[] {
  const words = (filter ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = textsOf(row).join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
