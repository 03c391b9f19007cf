/** A stretch of simulated time, from `fromNs` up to but without `untilNs`; whole ns. */
export interface FaultWindow {
  readonly fromNs: number;
  readonly untilNs: number;
}

/** Thermal throttling, a shared memory bus, other work: a segment that starts inside takes `factor` (1 or more) times as long. */
export interface SlowDown extends FaultWindow {
  /** Name of the unit. */
  readonly unit: string;
  readonly factor: number;
}

/** Brown-out, reset, firmware update: the unit takes in no request until the window ends. */
export interface Outage extends FaultWindow {
  /** Name of the unit. */
  readonly unit: string;
}

/**
 * What goes wrong in the field, on the clock of the simulation: the same for every policy and seed of a cell, so that
 * comparisons stay paired. Pilot runs, on which choices are made, are without faults: nobody chooses for a fault that
 * he does not know. Windows of one kind on one unit do not overlap.
 *
 * - Slow-down: the operations are the same and cost the same energy; for the additional time, rounded up to whole ns,
 *   the unit spends the power of its first rest state (cause `static`). Waking and policy code are not stretched.
 * - Outage: a unit finishes the request that it works on, refinements on the same unit included, and then rests,
 *   falling through its power states. The next request holds the unit and waits; others queue behind it, or are
 *   dropped at a full queue.
 * - Sensor gap: a request that arrives inside never reaches the target. It ends at once as dropped and counts as missed.
 */
export interface FaultPlan {
  readonly slowDowns?: readonly SlowDown[];
  readonly outages?: readonly Outage[];
  readonly sensorGaps?: readonly FaultWindow[];
}
