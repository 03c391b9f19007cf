import type { Questions } from '../../../session/questions.ts';
import type { TableView } from '../../state/state.ts';

/** What can be looked at on the Energy screen, in the order of the panes, with their titles. */
export const energyPanes = {
  breakdown: 'Breakdown',
  grid: 'Grid',
  sensitivity: 'Sensitivity',
} as const;

export type EnergyPane = keyof typeof energyPanes;

/** What energy is written in; grams need a grid. */
export const energyUnits = ['J', 'Wh', 'gCO2e'] as const;

export type EnergyUnit = (typeof energyUnits)[number];

export type GridChoice = NonNullable<Questions['report']['question']['grid']>;

/** How the Energy screen is looked at. */
export interface EnergyState {
  readonly pane: EnergyPane;
  readonly unit: EnergyUnit;
  /** Ids of the nodes of the breakdown whose parts are hidden. */
  readonly collapsed: readonly string[];
  /** Id of the selected node. */
  readonly node: string;
  readonly zones: TableView;
  /** Key of the selected row of the zones; null: that of the grid that is assumed. */
  readonly zone: string | null;
  /** The grid that is assumed instead of the run's; null: none. */
  readonly grid: GridChoice | null;
  /** First line shown of the pane that is only text. */
  readonly scroll: number;
  /** The grid under which a report is being written; null: none is. */
  readonly writing: GridChoice | 'own' | null;
  /** How writing the last one ended. */
  readonly written: { readonly text: string; readonly isDone: boolean } | null;
}

export const firstEnergyState: EnergyState = {
  pane: 'breakdown',
  unit: 'J',
  collapsed: [],
  node: '',
  zones: { column: null, reversed: false, offset: 0 },
  zone: null,
  grid: null,
  scroll: 0,
  writing: null,
  written: null,
};
