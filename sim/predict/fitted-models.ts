import type { ClassModel, FittedModel } from '../calibration/class-model.ts';
import { classModels } from '../calibration/class-models.ts';
import { loadValidated } from '../calibration/load-validated.ts';
import type { MeasuredRow, ValidatedClass } from '../calibration/measured/measured-row.ts';
import type { Profile } from '../targets/profile-schema.ts';

/** A model fitted to every published row that it may see. */
export interface FittedClassModel {
  readonly model: ClassModel;
  readonly seen: readonly MeasuredRow[];
  readonly fitted: FittedModel;
}

/**
 * The models of a class, or of all classes, fitted.
 * @param own profile of a board of one's own
 */
export async function fittedModels(only: ValidatedClass | null, own?: Profile): Promise<FittedClassModel[]> {
  const loaded = new Map<string, readonly MeasuredRow[]>();
  const result: FittedClassModel[] = [];
  for (const model of await classModels(own, only)) {
    const classes = [model.targetClass, ...(model.alsoCalibratedOn ?? [])];
    const key = classes.join(' ');
    // Models of the same rows share what they compute of them, by the identity of the list.
    const seen =
      loaded.get(key) ??
      (await Promise.all(classes.map(loadValidated))).flat().filter((row) => row.use === 'score');
    loaded.set(key, seen);
    result.push({ model, seen, fitted: model.fit(seen) });
  }
  return result;
}
