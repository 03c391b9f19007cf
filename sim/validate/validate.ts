import type { PublishedComparisons } from '../calibration/measured/load-comparisons.ts';
import type { MeasuredRow, ValidatedClass } from '../calibration/measured/measured-row.ts';
import { nominalCoverage } from '../calibration/nominal-coverage.ts';
import { type ComparedOrder, compareOrders } from './compare-orders.ts';
import { type EvaluatedClasses, evaluateAll, type RowCoverage } from './evaluate-all.ts';
import { type ProfileCheck, profileChecks } from './profile-checks.ts';
import { type GroupSummary, summariseGroup } from './summarise.ts';

/** The document that `sparsewatt validate --json` prints. */
export interface ValidationReport {
  readonly schemaVersion: '1.0';
  readonly nominalCoverage: number;
  readonly classes: readonly GroupSummary[];
  readonly rows: readonly RowCoverage[];
  /** Rows that are left out of calibration and scoring, by reason. */
  readonly leftOut: readonly {
    readonly class: ValidatedClass;
    readonly reason: string;
    readonly rows: number;
  }[];
  /** Published comparisons of devices: the order of their rows, measured and predicted. */
  readonly orders: readonly ComparedOrder[];
  /** Constants of neuromorphic profiles beside runs that they are not from. */
  readonly profileChecks: readonly ProfileCheck[];
  /** Published claims that no model says anything of. */
  readonly claims: PublishedComparisons['claims'];
}

function leftOutOf(rows: readonly MeasuredRow[]): ValidationReport['leftOut'] {
  const counts = new Map<string, { class: ValidatedClass; reason: string; rows: number }>();
  for (const row of rows)
    for (const part of row.reason?.split('; ') ?? []) {
      const reason = part.split(':')[0]!;
      const key = `${row.targetClass} ${reason}`;
      const at = counts.get(key) ?? { class: row.targetClass, reason, rows: 0 };
      at.rows++;
      counts.set(key, at);
    }
  return [...counts.values()];
}

/**
 * Predicts every measured row with what it belongs to held out of the calibration, and summarises the errors.
 * @param only one class; all of them but this machine by default
 * @throws InputError where the measured rows have a fault
 */
export async function validate(only: ValidatedClass | null = null): Promise<ValidationReport> {
  return await reportOf(await evaluateAll(only));
}

/** The errors of what was evaluated. */
export const reportOf = async ({
  groups,
  coverage,
  rows,
  comparisons,
}: EvaluatedClasses): Promise<ValidationReport> => ({
  schemaVersion: '1.0',
  nominalCoverage,
  classes: groups.map(({ model, group, scored }) => summariseGroup(model, group, scored)),
  rows: coverage,
  leftOut: leftOutOf(rows),
  orders: comparisons ? compareOrders(comparisons, rows, groups) : [],
  profileChecks: await profileChecks(rows),
  claims: comparisons?.claims ?? [],
});
