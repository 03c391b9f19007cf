/** Energies of events on Loihi 1, in joules: those of `hardware-profiles/neuromorphic/loihi-1.yaml` (SANA-FE's fit on silicon). */
export const loihiEventJ = { neuron: 72.8e-12, synapse: 35.5e-12 };

/**
 * Priors of the models of neuromorphic chips and of what they are compared with: natural logarithms, but for exponents.
 * Times in ms, powers in W, energies in J. Spreads of times are round numbers near those that maximise the evidence of the
 * rows; the others are round, the rows being too few to choose them by. All forms were chosen with the rows in sight.
 */
export const neuromorphicPriors = {
  time: {
    /** One call of a framework, or one hand-over to a stick and back. */
    call: { mean: Math.log(1), spread: 1 },
    /** One operator: tens of microseconds a launch; and one that waits for another, as a share of that. */
    operator: { mean: Math.log(0.05), spread: 1 },
    depth: { mean: 0, spread: 0.3 },
    /** One more sample of a batch over one operator: its copies. */
    sample: { mean: Math.log(0.1), spread: 1 },
    /** A device beside others under the same framework. */
    device: { spread: 0.7 },
    /** Waking one thread of a processor for one operator of a batch; a single sample runs on one thread. Its core leaves C1E in
     * 10 us (drivers/idle/intel_idle.c of Linux, every Xeon E5) and switches context, commonly 1 to 5 us. */
    wake: { mean: Math.log(0.0122), spread: 1 },
    /** Operators and samples of a device beside its calls. */
    operatorOfDevice: { spread: 0.2 },
    sampleOfDevice: { spread: 0.5 },
    /** A step that the host feeds, and each core that it feeds as a share of it: with two cores they are half of the step,
     * for nothing is known of the share. */
    fedStep: { mean: Math.log(0.3), spread: 1 },
    inputCore: { mean: Math.log(0.5), spread: 0.3 },
    noise: 0.07,
  },
  dynamic: {
    /** Power above idle while a device works. */
    power: { mean: Math.log(5), spread: 2 },
    /** Power of all threads beside that of one: the exponent of their number, 1 where all cost as much, 0 where they cost nothing. */
    threads: { mean: 0.5, spread: 0.25 },
    /** What Loihi draws while the host feeds every step: its embedded processors. */
    fed: { mean: Math.log(0.07), spread: 0.5 },
    /** Share of the synapses that carry an event in a step. */
    activity: { mean: Math.log(0.05), spread: 1 },
    /** Joules of Loihi's cores in a step: one core with 1024 neurons that are visited, at 51 pJ; and the exponent of the
     * number of cores, 1 where all work in every step, 0 where one does; networks differ in what is on a core. */
    coreStep: { mean: Math.log(52e-9), spread: 1 },
    cores: { mean: 0.5, spread: 0.25 },
    coreStepOfNetwork: { spread: 0.5 },
    noise: 0.15,
  },
  energy: {
    /** Watts of an idle board with Loihi, of a powered core (3.34 W of 32 chips), of embedded processors that wait. */
    board: { mean: Math.log(0.03), spread: 1 },
    core: { mean: Math.log(0.816e-3), spread: 0.3 },
    processors: { mean: Math.log(0.02), spread: 0.5 },
    /** Static power of Loihi 2 beside what Loihi 1's cores and processors would draw in its numbers: another process, nothing
     * else known; and what of its board a measurement takes in. Both near what the evidence favours, whichever row is left out. */
    loihi2: { mean: 0, spread: 1 },
    loihi2Boundary: { spread: 0.2 },
    /** Share of the values of a dense layer's input that are not zero: between a quarter and all. */
    values: { mean: Math.log(0.5), spread: 0.5 },
    /** Watts of TrueNorth at 0.8 V: leakage and the tick; the exponent of the voltage on them; joules of a synaptic event. */
    floor: { mean: Math.log(0.06), spread: 0.5 },
    floorByVoltage: { mean: 2, spread: 1 },
    event: { mean: Math.log(3e-12), spread: 1 },
    /** Watts of events in applications that do not say how many there are. */
    unpublished: { mean: Math.log(0.006), spread: 1 },
    noise: 0.08,
  },
};
