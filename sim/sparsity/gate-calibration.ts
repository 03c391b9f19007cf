/** Gate thresholds of one network, found by `calibrateGates` and kept so that the point list is fixed data. */
export interface GateCalibration {
  readonly version: 1;
  /** SHA-256 of the model file they belong to. */
  readonly networkHash: string;
  /** How they were found, for readers. */
  readonly rule: string;
  /** `data` and number of samples they were found on. */
  readonly data: string;
  readonly samples: number;
  readonly gates: readonly {
    /** Ladder level and gate name: the point is called `L<level>-<name>`. */
    readonly level: number;
    readonly name: string;
    /** Share of the inputs that an exact-zero gate leaves and this one closes. */
    readonly closedShare: number;
    /** Threshold on |x| of each ladder layer, a multiple of 1/1024. */
    readonly thresholds: readonly number[];
  }[];
}
