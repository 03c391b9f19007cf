/** Priors of the CPU power model: logarithms, but for exponents. Spreads are round numbers near those of the evidence. */
export const powerPriors = {
  /** Watts of an awake board without work that has 12.8 GB/s, and the exponent by which that grows with the bandwidth of
   * the memory: a wide interface has a large chip behind it. */
  idle: { mean: Math.log(2.5), spread: 0.5 },
  idleByBandwidth: { mean: 0.5, spread: 0.2 },
  idleOfChip: { spread: 0.6 },
  /** Watts of one core of four lanes at 1 GHz and the chip's highest voltage while it computes, losses included. */
  compute: { mean: Math.log(0.4), spread: 0.4 },
  /** The same while it waits for memory, DRAM included, and while one core alone prepares the next layer and others spin. */
  memory: { mean: Math.log(0.8), spread: 0.3 },
  serial: { mean: Math.log(1.5), spread: 0.5 },
  /** Exponent of the clock of a mode against the highest, beside the clock itself: voltage, squared, falls about as fast. */
  voltage: { mean: 2, spread: 0.8 },
  /** Exponent of the lanes of a core. */
  width: { mean: 0.3, spread: 0.2 },
  chip: { spread: 0.2 },
  lineage: { spread: 0.2 },
  lineageOnChip: { spread: 0.15 },
  form: { spread: 0.15 },
  formOnChip: { spread: 0.15 },
  network: { spread: 0.01 },
  /** Supplies of 80 to 95%. */
  boundary: { spread: 0.2 },
  /** Scatter of one measurement, and of how many cores a shape keeps busy. */
  noise: 0.05,
};

export type PowerPriors = typeof powerPriors;
