import { classModels } from '../calibration/class-models.ts';
import { loadValidated } from '../calibration/load-validated.ts';
import { loadComparisons, type PublishedComparisons } from '../calibration/measured/load-comparisons.ts';
import {
  type MeasuredQuantity,
  type MeasuredRow,
  measuredValue,
  quantities,
  type ValidatedClass,
  validatedClasses,
} from '../calibration/measured/measured-row.ts';
import { calibrateHost } from '../host/calibrate-host.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedGroup } from './evaluated-group.ts';
import { hostGroups } from './host-groups.ts';

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

/** Every group of every model, and the rows that they are of. */
export interface EvaluatedClasses {
  readonly groups: readonly EvaluatedGroup[];
  readonly coverage: readonly RowCoverage[];
  readonly rows: readonly MeasuredRow[];
  /** Null where their class was not evaluated. */
  readonly comparisons: PublishedComparisons | null;
}

/**
 * Predicts every measured row with what it belongs to held out of the calibration.
 * @param only one class; all of them but this machine where it is null
 * @throws InputError where the measured rows have a fault
 */
export async function evaluateAll(only: ValidatedClass | null): Promise<EvaluatedClasses> {
  if (only === 'host') {
    const groups = hostGroups(await calibrateHost());
    const rows = groups.flatMap(({ scored }) => scored.map(({ row }) => row));
    const counts = { measured: rows.length, scored: rows.length, validated: true, unpredicted: [] };
    return { groups, coverage: [{ class: 'host', quantity: 'latency', ...counts }], rows, comparisons: null };
  }
  const wanted: readonly ValidatedClass[] =
    only === null ? validatedClasses.filter((name) => name !== 'host') : [only];
  const models = await classModels(undefined, only);
  const groups: EvaluatedGroup[] = [];
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
      for (const [group, scored] of byGroup) groups.push({ model, group, scored });
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
  const comparisons = wanted.includes('neuromorphic') ? await loadComparisons() : null;
  return { groups, coverage, rows: all, comparisons };
}
