/**
 * Priors of the law of sparse speed-ups: natural logarithms. There are fifteen rows on six chips, so that the means decide
 * much: each is what the hardware says, but they were chosen with those rows in sight.
 */
export const speedupPriors = {
  /** Cost of one weight that is not zero over that of one in a dense product, index and lost reuse included. A half of the
   * weights in hardware (2:4) costs no more each; whole kernels and skipped columns next to none; blocks of four share an
   * index and a vector; single weights share nothing. */
  overhead: {
    '2:4': { mean: 0, spread: 0.15 },
    kernel: { mean: Math.log(1.05), spread: 0.15 },
    activation: { mean: Math.log(1.05), spread: 0.15 },
    contextual: { mean: Math.log(1.1), spread: 0.25 },
    'block-4': { mean: Math.log(1.1), spread: 0.2 },
    unstructured: { mean: Math.log(1.3), spread: 0.2 },
  } as Readonly<Record<string, { readonly mean: number; readonly spread: number }>>,
  /** Cost of a multiply-accumulate of attention over one of a product with weights: short products. */
  attentionCost: 1.5,
  /** Cost of reading or writing one activation over that of one multiply-accumulate, by kind of processor: arithmetic over
   * bandwidth (16 cores with wide vectors and a shared cache; tensor cores with stacked memory; one small core). */
  valueCost: { 'server-cpu': 45, 'server-gpu': 80, phone: 4 } as Readonly<Record<string, number>>,
  /** Share of the dense time that a decoder at batch 1 spends on other things than reading its weights. */
  decoderRest: 0.06,
  /** What is left of that besides products, against the costs above. */
  rest: { spread: 0.25 },
  /** 8 bits against 32: a quarter of the bytes and of the vector instructions; activations change their form on the way. */
  integer: { mean: Math.log(0.28), spread: 0.2 },
  integerRest: { mean: Math.log(0.6), spread: 0.3 },
  /** An engine against another on the same dense network. */
  engine: { mean: 0, spread: 0.2 },
  chip: { spread: 0.08 },
  noise: 0.08,
};

export type SpeedupPriors = typeof speedupPriors;
