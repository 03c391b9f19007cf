/** Samples of any network, ready for its input. */
export interface LabelledSamples {
  /** What they are, for people. */
  readonly name: string;
  readonly count: number;
  /** [count][...shape] */
  readonly values: Float32Array;
  /** Of one sample. */
  readonly shape: readonly number[];
  /** Class of each sample; null: unknown. */
  readonly labels: Int32Array | null;
}

/** Samples to fit something on, and others to measure it with. */
export interface SampleSplit {
  readonly calibration: LabelledSamples;
  readonly evaluation: LabelledSamples;
}
