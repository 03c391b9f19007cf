/** Nominal coverage of every interval of a calibrated model. */
export const nominalCoverage = 0.9;
