import type { MeasuredRow } from './measured/measured-row.ts';

/** Remembers what was computed for a list of rows, as long as the list lives: several models fit the same rows. */
export function perRows<Key, Result>(
  compute: (rows: readonly MeasuredRow[], key: Key) => Result,
): (rows: readonly MeasuredRow[], key: Key) => Result {
  const known = new WeakMap<readonly MeasuredRow[], Map<Key, Result>>();
  return (rows, key) => {
    const byKey = known.get(rows) ?? new Map<Key, Result>();
    known.set(rows, byKey);
    const before = byKey.get(key);
    if (before !== undefined) return before;
    const result = compute(rows, key);
    byKey.set(key, result);
    return result;
  };
}
