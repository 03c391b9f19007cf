import type { ClassModel, FittedModel } from '../calibration/class-model.ts';
import { type Group, groups } from '../calibration/groups.ts';
import { heldOutGroup } from '../calibration/held-out-group.ts';
import { folds } from '../calibration/hold-out.ts';
import { type MeasuredRow, measuredValue } from '../calibration/measured/measured-row.ts';
import { baselinesFor } from './baselines.ts';
import type { ScoredRow } from './scored-row.ts';

/** Every row of a model's quantity, predicted by fits that had not seen it. */
export interface Evaluation {
  readonly byGroup: ReadonlyMap<Group, readonly ScoredRow[]>;
  /** Rows that were measured and that no fit could predict: their networks, clocks or cores are not known. */
  readonly unpredicted: readonly MeasuredRow[];
}

/**
 * Holds rows out as the model says, fits on the rest, and predicts what was held out.
 * @param rows all rows of the class and of those it is also calibrated on; those that are left out of scoring are not calibrated on either
 */
export function evaluate(model: ClassModel, rows: readonly MeasuredRow[]): Evaluation {
  const byGroup = new Map<Group, ScoredRow[]>();
  const unpredicted = new Map<string, MeasuredRow>();
  const baselines = baselinesFor(model);
  const score = (
    row: MeasuredRow,
    group: Group,
    fitted: FittedModel,
    seen: readonly MeasuredRow[],
    weight: number,
  ) => {
    const measured = measuredValue(row, model.quantity)!;
    const predicted = fitted.predict(row);
    if (!predicted) {
      unpredicted.set(row.id, row);
      return;
    }
    const list = byGroup.get(group) ?? [];
    byGroup.set(group, list);
    list.push({
      row,
      group,
      measured,
      predicted,
      weight,
      baselines: new Map(baselines.map(({ name, predict }) => [name, predict(row, seen)])),
    });
  };
  for (const holdOut of model.holdOuts)
    for (const { held, kept } of folds(rows, holdOut)) {
      const scorable = held.filter(
        (row) => row.targetClass === model.targetClass && measuredValue(row, model.quantity) !== null,
      );
      const grouped = scorable.flatMap((row) => {
        const group = heldOutGroup(row, holdOut, kept, model.byRuntime);
        return group === null ? [] : [{ row, group }];
      });
      if (grouped.length === 0) continue;
      const fitted = model.fit(kept);
      for (const { row, group } of grouped) score(row, group, fitted, kept, 1);
      if (!model.anchors || holdOut !== 'chip' || !fitted.anchoredBy) continue;
      const tells = (anchor: MeasuredRow, row: MeasuredRow) =>
        row !== anchor && (model.anchorsFor?.(row, anchor) ?? true);
      const anchorsOf = new Map(
        scorable.map((row) => [row, scorable.filter((anchor) => tells(anchor, row)).length]),
      );
      for (const anchor of scorable) {
        const told = scorable.filter((row) => tells(anchor, row));
        if (told.length === 0) continue;
        const anchored = fitted.anchoredBy([anchor]);
        for (const row of told) score(row, 'anchored', anchored, [...kept, anchor], 1 / anchorsOf.get(row)!);
      }
    }
  return {
    byGroup: new Map(groups.flatMap((group) => (byGroup.has(group) ? [[group, byGroup.get(group)!]] : []))),
    unpredicted: [...unpredicted.values()],
  };
}
