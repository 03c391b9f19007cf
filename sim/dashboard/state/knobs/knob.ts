import type { CellChange } from '../../../session/questions.ts';

/** A value that a knob can take, and what to say where it is not the one that was asked for. */
export interface Snapped {
  readonly value: number;
  readonly note: string | null;
}

/** One thing of a cell that can be set. */
export interface Knob {
  readonly id: string;
  readonly name: string;
  /** Of typed values; empty for shares and counts. */
  readonly unit: string;
  /** As it is set now, or about to be. */
  readonly value: number;
  /** As in the run. */
  readonly usual: number;
  readonly low: number;
  readonly high: number;
  readonly meaning: string;
  /** What it can be set to, where that is more than everything from `low` to `high`. */
  readonly range?: string;
  /** Values that have a name which can be typed. */
  readonly words?: ReadonlyMap<string, number>;
  /** A value with its unit, as people read it. */
  text(value: number): string;
  /** The value one step up or down; the same at the end of the range. */
  step(value: number, by: 1 | -1): number;
  /** The value nearest to one that was typed which the knob can take. */
  snap(value: number): Snapped;
  /** Settings of the cell with the knob at a value. */
  apply(settings: CellChange, value: number): CellChange;
}
