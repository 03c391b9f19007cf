import type { CellChange } from '../../../session/questions.ts';

/** Settings in their one normal form: nothing that is undefined, no policy in its own place, names in order. */
export function normalSettings({ policies = {}, ...values }: CellChange): CellChange {
  const replaced = Object.entries(policies).filter(([row, policy]) => row !== policy);
  const set = Object.entries(values).filter(([, value]) => value !== undefined);
  const byName = (a: readonly [string, unknown], b: readonly [string, unknown]) => (a[0] < b[0] ? -1 : 1);
  return {
    ...Object.fromEntries(set.sort(byName)),
    ...(replaced.length > 0 ? { policies: Object.fromEntries(replaced.sort(byName)) } : {}),
  };
}

/** The same text for the same settings. */
export function settingsKey(settings: CellChange): string {
  return JSON.stringify(normalSettings(settings));
}
