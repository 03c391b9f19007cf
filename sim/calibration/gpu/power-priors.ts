/**
 * Priors of the model of GPU power at the wall: natural logarithms, but for exponents. Spreads are round numbers near those
 * that maximise the evidence of the rows (`node --import tsx tools/tune-gpu-priors.ts power`). Cards and boards share
 * neither coefficients nor priors: a card's limit is its own, a module's that of all its processors. There are servers
 * with two chips only, so that the means here decide much; they were chosen with those rows in sight.
 */
export const gpuPowerPriors = {
  'server-gpu': {
    /** Watts over the power limit of a busy card: what runs whatever it does (leakage, clocks, memory refresh), what
     * arithmetic adds at the share of time that it takes, and what memory traffic adds. A limit is such that arithmetic
     * alone reaches it; supplies lose a tenth. */
    idle: { mean: Math.log(0.35), spread: 0.2 },
    arithmetic: { mean: Math.log(0.75), spread: 0.15 },
    memory: { mean: Math.log(0.4), spread: 0.3 },
    /** Power cap of the slow modes over the limit as sold. */
    slowMode: { mean: Math.log(0.85), spread: 0.1 },
    /** Watts of the rest of a server (processors, fans, network), and more of it for every card. */
    rest: { mean: Math.log(500), spread: 0.3 },
    restPerCard: { mean: Math.log(40), spread: 0.3 },
  },
  'edge-gpu': {
    idle: { mean: Math.log(0.1), spread: 0.4 },
    arithmetic: { mean: Math.log(0.7), spread: 0.3 },
    memory: { mean: Math.log(0.4), spread: 0.4 },
    /** What a lower clock and voltage leave of what switches, where a row does not state the clock: 0.6 to the power 1.5. */
    slowMode: { mean: Math.log(0.45), spread: 0.4 },
    /** Watts of the rest of a board (processor, carrier, adapter) over the square root of its module's limit: 8 W beside a
     * module of 60 W, 2 W beside one of 3 W. */
    rest: { mean: 0, spread: 0.3 },
    restPerCard: { mean: 0, spread: 0 },
  },
  /** Exponent of the clock on what switches: the voltage falls with the clock down to its floor. */
  clock: { mean: 1.5, spread: 0.3 },
  /** Accelerators beside the GPU that work too, over the power of arithmetic. */
  accelerators: { mean: Math.log(1.3), spread: 0.2 },
  family: { level: 0.1 },
  chip: { level: 0.06 },
  network: { level: 0.06 },
  modeOnRuntime: { 'server-gpu': { spread: 0.06 }, 'edge-gpu': { spread: 0.3 } },
  noise: 0.07,
};

export type GpuPowerPriors = typeof gpuPowerPriors;
