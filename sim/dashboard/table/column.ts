/** How a cell is coloured; the text alone always says the same. */
export type Tone = 'good' | 'bad' | 'unsure' | 'quiet' | 'plain';

/** One field of a table. */
export interface Field {
  readonly text: string;
  readonly tone?: Tone;
}

/** One column of a table of `Row`. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** Width in characters: never less than `width`, and up to `maxWidth` where there is room. */
  readonly width: number;
  readonly maxWidth?: number;
  readonly align: 'left' | 'right';
  /** Stays at the left when columns are scrolled. Pinned columns come first. */
  readonly pinned?: true;
  /** Belongs to the column before it: scrolling never puts it first. */
  readonly follows?: true;
  readonly field: (row: Row) => Field;
  /** What to sort by; nulls come last in both directions. Absent: not a column to sort by. */
  readonly order?: (row: Row) => number | string | null;
  /** The best first: large numbers first where larger is better. */
  readonly largestFirst?: true;
}
