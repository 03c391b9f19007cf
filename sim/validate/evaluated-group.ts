import type { ClassModel } from '../calibration/class-model.ts';
import type { Group } from '../calibration/groups.ts';
import type { ScoredRow } from './scored-row.ts';

/** Rows of one group of one model, predicted by fits that had not seen them. */
export interface EvaluatedGroup {
  readonly model: ClassModel;
  readonly group: Group;
  readonly scored: readonly ScoredRow[];
}
