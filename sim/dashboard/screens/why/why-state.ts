import type { TableView } from '../../state/state.ts';

/** What can be looked at on the Why screen, in the order of the panes, with their titles. */
export const whyPanes = {
  decisions: 'Decisions',
  numbers: 'Numbers',
  warnings: 'Warnings',
} as const;

export type WhyPane = keyof typeof whyPanes;

/** How the Why screen is looked at. */
export interface WhyState {
  readonly pane: WhyPane;
  /** The selected request; null: the last one of the run. */
  readonly request: number | null;
  /** The explanation of the selected request is shown. */
  readonly isOpen: boolean;
  /** Lines and characters that an explanation, or the warnings, are moved by. */
  readonly scroll: number;
  readonly shift: number;
  /** Why the last jump led nowhere. */
  readonly notice: string | null;
  readonly numbers: TableView;
  /** All that is known of the selected number is shown in the place of the table. */
  readonly isNumberOpen: boolean;
  /** Key of the selected number; null: the first one. */
  readonly number: string | null;
}

export const firstWhyState: WhyState = {
  pane: 'decisions',
  request: null,
  isOpen: false,
  scroll: 0,
  shift: 0,
  notice: null,
  numbers: { column: null, reversed: false, offset: 0 },
  number: null,
  isNumberOpen: false,
};
