import type { CellChange, CellKnobs, EarlyRow, PointProgress } from '../../../session/questions.ts';

/** A change of one cell's settings. */
export interface Turn {
  readonly cell: string;
  readonly before: CellChange;
  readonly after: CellChange;
}

/** Settings of all cells under a name; a cell that is left out is as in the run. */
export interface Snapshot {
  readonly name: string;
  readonly settings: ReadonlyMap<string, CellChange>;
}

/** A file that is to be written. */
export interface SaveWish {
  readonly kind: 'scenario' | 'preset';
  readonly name: string;
  readonly cell: string;
  /** Row whose policy the preset is of. */
  readonly row: string;
  readonly settings: CellChange;
  /** Tells wishes apart: the same name may be tried again. */
  readonly number: number;
}

/** All that concerns knobs: which one is turned, what is being simulated, what was done before. */
export interface KnobState {
  /** Id of the knob that `[` and `]` turn; where the cell or policy has none of that id, its first. */
  readonly selected: string;
  /** What cells can be set, as far as that is known. */
  readonly of: ReadonlyMap<string, CellKnobs>;
  /** Somebody looked for another knob than the deadline: what the selected cell can be set is wanted on every screen. */
  readonly isLookedFor: boolean;
  /** Settings that cells were turned to and that are not simulated yet. */
  readonly wanted: ReadonlyMap<string, CellChange>;
  /** Rows of a wanted cell that have come before the whole; `key` names cell and settings. */
  readonly early: {
    readonly key: string;
    readonly rows: ReadonlyMap<string, EarlyRow>;
    /** A point that the kernels execute before anything can be simulated. */
    readonly measuring: PointProgress | null;
  } | null;
  readonly past: readonly Turn[];
  readonly future: readonly Turn[];
  readonly snapshots: readonly Snapshot[];
  readonly saving: SaveWish | null;
  /** Files that were asked for so far. */
  readonly saved: number;
  /** What the last turn did beyond what was asked, or what was written. */
  readonly note: string | null;
}

export const noKnobs: KnobState = {
  selected: 'deadline',
  of: new Map(),
  isLookedFor: false,
  wanted: new Map(),
  early: null,
  past: [],
  future: [],
  snapshots: [],
  saving: null,
  saved: 0,
  note: null,
};
