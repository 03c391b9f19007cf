import { classModels } from '../calibration/class-models.ts';
import { loadValidated } from '../calibration/load-validated.ts';
import {
  type MeasuredQuantity,
  type MeasuredRow,
  measuredValue,
  quantities,
  type ValidatedClass,
  validatedClasses,
} from '../calibration/measured/measured-row.ts';
import { nominalCoverage } from '../calibration/nominal-coverage.ts';
import { evaluate } from './evaluate.ts';
import { type GroupSummary, summariseGroup } from './summarise.ts';

/** Rows of one quantity of one class: what became of them. */
export interface RowCoverage {
  readonly class: ValidatedClass;
  readonly quantity: MeasuredQuantity;
  /** Rows with that quantity that are not left out. */
  readonly measured: number;
  /** Rows that were predicted by a fit that had not seen them. */
  readonly scored: number;
  /** Whether there is a model; without one the quantity is not validated. */
  readonly validated: boolean;
  /** Rows that no fit could predict: their network, clock, core or other operating point is not known. */
  readonly unpredicted: readonly string[];
}

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
 * @param only one class, or all of them
 * @throws InputError where the measured rows have a fault
 */
export async function validate(only: ValidatedClass | null = null): Promise<ValidationReport> {
  const wanted = only === null ? validatedClasses : [only];
  const models = (await classModels()).filter((model) => wanted.includes(model.targetClass));
  const classes: GroupSummary[] = [];
  const coverage: RowCoverage[] = [];
  const all: MeasuredRow[] = [];
  const loaded = new Map<ValidatedClass, readonly MeasuredRow[]>();
  const rowsOf = async (name: ValidatedClass) => {
    const rows = loaded.get(name) ?? (await loadValidated(name));
    loaded.set(name, rows);
    return rows;
  };
  // One list for the same classes: models that share a fit find it by the list of its rows.
  const joined = new Map<string, readonly MeasuredRow[]>();
  const rowsFor = async (names: readonly ValidatedClass[]) => {
    if (names.length === 1) return rowsOf(names[0]!);
    const key = names.join(' ');
    const rows = joined.get(key) ?? (await Promise.all(names.map(rowsOf))).flat();
    joined.set(key, rows);
    return rows;
  };
  for (const targetClass of wanted) {
    const rows = await rowsOf(targetClass);
    all.push(...rows);
    for (const quantity of quantities) {
      // Speed-ups are rows of the class of sparse ones, whatever file they are in.
      if (quantity === 'speedup' && targetClass !== 'sparse') continue;
      if (quantity !== 'speedup' && targetClass === 'sparse') continue;
      const measured = rows.filter((row) => measuredValue(row, quantity) !== null).length;
      const model = models.find((one) => one.targetClass === targetClass && one.quantity === quantity);
      if (!model) {
        if (measured > 0)
          coverage.push({
            class: targetClass,
            quantity,
            measured,
            scored: 0,
            validated: false,
            unpredicted: [],
          });
        continue;
      }
      const { byGroup, unpredicted } = evaluate(
        model,
        await rowsFor([targetClass, ...(model.alsoCalibratedOn ?? [])]),
      );
      for (const [group, list] of byGroup) classes.push(summariseGroup(model, group, list));
      const scored = new Set([...byGroup.values()].flat().map(({ row }) => row.id));
      coverage.push({
        class: targetClass,
        quantity,
        measured,
        scored: scored.size,
        validated: true,
        unpredicted: unpredicted.map((row) => row.id).filter((id) => !scored.has(id)),
      });
    }
  }
  return {
    schemaVersion: '1.0',
    nominalCoverage,
    classes,
    rows: coverage,
    leftOut: leftOutOf(all),
  };
}
