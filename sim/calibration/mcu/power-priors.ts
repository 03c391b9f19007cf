/** Priors of the microcontroller power model: logarithms, but for names that say otherwise. */
export const powerPriors = {
  /** What inference draws over what the data sheet's run current says: memories, buses and peripherals are busy. */
  dataSheetUnderstates: { mean: Math.log(2), spread: 0.1 },
  /** A chip against that. */
  chipWithDataSheet: { spread: 0.15 },
  /** Joules of one cycle behind the regulator, of chips whose data sheets were not found: 200 pJ, 40 to 90 nm; and one of
   * these chips against the others. */
  cycleWithoutDataSheet: { mean: Math.log(200e-12), spread: 0.4 },
  chipWithoutDataSheet: { spread: 0.4 },
  /** Regulator of a chip against the law with the stated core voltage and efficiency. */
  regulator: { spread: 0.07 },
  /** Power while asleep between inferences, clocks on, against running at the same clock. */
  sleep: { mean: Math.log(0.15), spread: 0.4 },
  /** Power that does not scale with the clock, as a share of that at the highest clock: leakage, references. */
  static: { mean: Math.log(0.04), spread: 0.6 },
  /** What else runs through a streaming session (audio input, transfers): scatter that its rows have beyond the others. */
  session: { spread: 0.1 },
  /** A runtime against the mean, on all chips and on one: kernels that stall draw less. */
  runtime: { spread: 0.08 },
  runtimeOnChip: { spread: 0.08 },
  network: { spread: 0.03 },
  /** Scatter of one measurement. */
  noise: 0.03,
};

export type PowerPriors = typeof powerPriors;

/** Efficiency of a switching regulator, on the chip or beside it: buck converters at 10 to 50 mA reach 0.8 to 0.95. */
export const switchingEfficiency = 0.88;

/** Behind a linear regulator whose data sheet was not found: cores of 40 to 90 nm run at 1.0 to 1.3 V. */
export const usualCoreVoltage = 1.2;
