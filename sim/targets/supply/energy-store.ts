/** A battery or a capacitor, by the energy in it. A capacitor of C farad at V volt holds C V^2 / 2. */
export interface StoreParameters {
  readonly capacityJ: number;
  /** In it at the start. */
  readonly startJ: number;
  /** Its load is cut off at this level, */
  readonly offJ: number;
  /** and connected again at this one. */
  readonly onJ: number;
  /** Share of what comes in that is stored. */
  readonly chargeEfficiency: number;
  /** What it loses by itself, W. */
  readonly leakW: number;
}

/**
 * A store between what comes in and what is drawn. All powers are constant over a step, so that its level moves on a
 * straight line, and every crossing of a level is found without a search. What comes in at a full store is spilled; an
 * empty one leaks no more. At any time start + stored = level + leaked + drawn.
 */
export class EnergyStore {
  readonly parameters: StoreParameters;
  levelJ: number;
  /** Came in after the charger's losses, less what was spilled. */
  storedJ = 0;
  spilledJ = 0;
  /** Lost in charging. */
  lostJ = 0;
  leakedJ = 0;
  drawnJ = 0;

  constructor(parameters: StoreParameters) {
    this.parameters = parameters;
    this.levelJ = parameters.startJ;
  }

  get share(): number {
    return this.parameters.capacityJ > 0 ? this.levelJ / this.parameters.capacityJ : 0;
  }

  /**
   * A step of constant powers, up to where the level falls to the one at which the load is cut off.
   * @returns ns of it that pass: all, or fewer where the load is cut off then
   */
  step(incomingW: number, loadW: number, durationNs: number): number {
    const { offJ, chargeEfficiency, leakW } = this.parameters;
    const fallW = loadW + leakW - incomingW * chargeEfficiency;
    const leftJ = Math.max(0, this.levelJ - offJ);
    const cutNs = loadW > 0 && fallW > 0 ? (leftJ / fallW) * 1e9 : Number.POSITIVE_INFINITY;
    const passedNs = Math.min(durationNs, cutNs);
    this.move(incomingW, loadW, passedNs);
    if (cutNs < durationNs) this.levelJ = Math.min(this.levelJ, offJ);
    return passedNs;
  }

  /** Draws at once. @returns the share of it that was there above the cut-off */
  draw(joules: number): number {
    if (joules <= 0) return 1;
    const leftJ = Math.max(0, this.levelJ - this.parameters.offJ);
    const share = Math.min(1, leftJ / joules);
    this.drawnJ += share * joules;
    this.levelJ = Math.max(0, this.levelJ - share * joules);
    return share;
  }

  /** How long it takes without a load until the load may be connected, ns; Infinity where it never may. */
  untilOnNs(incomingW: number): number {
    const { onJ, chargeEfficiency, leakW } = this.parameters;
    const riseW = incomingW * chargeEfficiency - leakW;
    if (this.levelJ >= onJ) return 0;
    return riseW > 0 ? ((onJ - this.levelJ) / riseW) * 1e9 : Number.POSITIVE_INFINITY;
  }

  private move(incomingW: number, loadW: number, ns: number): void {
    const { capacityJ, chargeEfficiency, leakW } = this.parameters;
    const s = ns * 1e-9;
    const inJ = incomingW * chargeEfficiency * s;
    const drawnJ = loadW * s;
    // What leaks and is drawn is there, or comes in meanwhile.
    const leakedJ = Math.min(leakW * s, Math.max(0, this.levelJ + inJ - drawnJ));
    const fullJ = Math.max(0, this.levelJ + inJ - drawnJ - leakedJ - capacityJ);
    this.storedJ += inJ - fullJ;
    this.spilledJ += fullJ;
    this.lostJ += incomingW * (1 - chargeEfficiency) * s;
    this.leakedJ += leakedJ;
    this.drawnJ += drawnJ;
    this.levelJ = Math.min(capacityJ, Math.max(0, this.levelJ + inJ - fullJ - drawnJ - leakedJ));
  }
}
