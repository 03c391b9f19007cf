/** What a chip draws beside its events. What is not known is null, never 0. */
export interface ChipPower {
  /** Whatever happens, W, and for each powered core, W. */
  readonly baseW: number | null;
  readonly perCoreW: number | null;
  /** Clearing the membranes between two inferences, J; absent where nothing was published. */
  readonly resetJ?: number;
  /** An embedded processor or host that works between steps: time a step, s, and its power, W. */
  readonly host: { readonly timeS: number; readonly powerW: number } | null;
}
