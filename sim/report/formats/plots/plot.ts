import type { TopLevelSpec } from 'vega-lite';

/** A picture of a report: what it shows, in words too, and the numbers behind it for those who cannot see it. */
export interface Plot {
  readonly id: string;
  readonly title: string;
  /** What there is to see, for people without background. */
  readonly caption: string;
  /** Takes a line of its own on wide screens. */
  readonly wide: boolean;
  readonly spec: TopLevelSpec;
  readonly table: { readonly titles: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** Colours of the pictures. The page replaces each by a variable, so that dark mode and print can choose others. */
export const colours = {
  ink: '#1f2933',
  quiet: '#66717d',
  line: '#d9dfe5',
  paper: '#fdfefe',
  good: '#2b7a5b',
  bad: '#b4533b',
  accent: '#2f6690',
  warm: '#c98a2b',
} as const;

/** Categories beyond good and bad; all stand out on white and on black. */
export const palette = [
  '#2f6690',
  '#c98a2b',
  '#2b7a5b',
  '#8e5a9b',
  '#b4533b',
  '#4f9aa8',
  '#7d8b3a',
  '#a8718a',
  '#66717d',
];
