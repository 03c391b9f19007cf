/** How tables of spikes are made. */
export interface MeasureOptions {
  readonly model: string;
  /** Images of each split. */
  readonly samples: number;
  readonly threads: number | undefined;
  /** Compare with the shipped file instead of writing it. */
  readonly check: boolean;
}
