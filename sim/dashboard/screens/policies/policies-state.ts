import type { TableView } from '../../state/state.ts';

/** Ways to look at policies, in the order in which one key goes through them. */
export const policyViews = ['table', 'matrix', 'scatter', 'regret', 'compare'] as const;

export type PolicyView = (typeof policyViews)[number];

/** How policies are looked at. */
export interface PoliciesState {
  readonly view: PolicyView;
  /** Score that the matrix shows and ranks by, and the axes of the scatter plot: ids of `policyMeasures`. */
  readonly score: string;
  readonly across: string;
  readonly up: string;
  /** The matrix lists the last of the selected target first. */
  readonly reversed: boolean;
  /** Names of rows that were marked, in that order. */
  readonly marked: readonly string[];
  /** Row that others are compared with; null: the best static point, else the first row. */
  readonly baseline: string | null;
  readonly comparison: TableView;
}

export const policiesAtStart: PoliciesState = {
  view: 'table',
  score: 'energy',
  across: 'energy',
  up: 'accuracy',
  reversed: false,
  marked: [],
  baseline: null,
  comparison: { column: null, reversed: false, offset: 0 },
};
