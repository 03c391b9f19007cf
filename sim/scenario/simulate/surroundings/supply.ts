import { EnergyStore } from '../../../targets/supply/energy-store.ts';
import { type PowerTrace, stepOf } from '../../../targets/supply/power-trace.ts';
import type { SupplyPlan } from './environment-plan.ts';

/** What a supply gave and lost in one run; start + stored = end + leaked + drawn. */
export interface SupplySummary {
  readonly startJ: number;
  readonly endJ: number;
  /** Came in after the charger, less what was spilled at a full store. */
  readonly storedJ: number;
  readonly spilledJ: number;
  /** Lost in the charger. */
  readonly lostJ: number;
  readonly leakedJ: number;
  readonly drawnJ: number;
  readonly offNs: number;
  readonly restarts: number;
}

/** The supply of one run, on a clock of its own that runs ahead to the end of whatever the unit has begun. */
export class Supply {
  readonly plan: SupplyPlan;
  readonly store: EnergyStore;
  /** How far it has been followed. */
  atNs = 0;
  isOn: boolean;
  offNs = 0;
  restarts = 0;
  /** When it was cut off first; null: it never was. */
  firstOffNs: number | null = null;
  private readonly harvest: PowerTrace;
  private stepAt = 0;

  constructor(plan: SupplyPlan, harvest: PowerTrace) {
    this.plan = plan;
    this.harvest = harvest;
    this.store = new EnergyStore(plan.store);
    this.isOn = true;
    if (plan.store.startJ <= plan.store.offJ) this.cutOff();
  }

  /** Power that comes in now, W. */
  get harvestW(): number {
    return this.harvest.watts[this.stepAt]!;
  }

  /**
   * The unit draws a constant power from the supply's time on.
   * @returns share of it that passed before the load was cut off; 1 where it was not
   */
  busy(durationNs: number, joules: number): number {
    if (durationNs <= 0) {
      const share = this.store.draw(joules);
      if (share < 1) this.cutOff();
      return share;
    }
    const endNs = this.atNs + durationNs;
    const loadW = (joules / durationNs) * 1e9;
    const fromNs = this.atNs;
    while (this.atNs < endNs) {
      const spanNs = Math.min(endNs, this.stepEndNs()) - this.atNs;
      const passedNs = this.store.step(this.harvestW, loadW, spanNs);
      this.advance(passedNs);
      if (passedNs < spanNs) {
        this.cutOff();
        return (this.atNs - fromNs) / durationNs;
      }
    }
    return 1;
  }

  /** The unit is off from the supply's time on. @returns whether it is on by then; the supply then stands at that time */
  charge(untilNs: number): boolean {
    while (this.atNs < untilNs) {
      const spanNs = Math.min(untilNs, this.stepEndNs()) - this.atNs;
      const passedNs = Math.min(spanNs, Math.ceil(this.store.untilOnNs(this.harvestW)));
      this.store.step(this.harvestW, 0, passedNs);
      this.advance(passedNs);
      this.offNs += passedNs;
      if (this.mayStart()) return true;
    }
    return false;
  }

  /** Boots, at a level from which that is possible. @returns the share of the boot that passed before it was cut off */
  restart(): number {
    this.isOn = true;
    this.restarts++;
    return this.busy(this.plan.restartNs, this.plan.restartJ);
  }

  /** When the unit, off now, is up to its restart; Infinity where nothing will be up before `limitNs`. */
  nextOnNs(limitNs: number): number {
    const { store } = this;
    const { capacityJ, onJ, chargeEfficiency, leakW } = store.parameters;
    let levelJ = store.levelJ;
    let atNs = this.atNs;
    let step = this.stepAt;
    for (;;) {
      const riseW = this.harvest.watts[step]! * chargeEfficiency - leakW;
      const endNs = this.harvest.fromNs[step + 1] ?? Number.POSITIVE_INFINITY;
      if (levelJ >= onJ && atNs > this.atNs) return atNs;
      const dueNs =
        riseW > 0 ? atNs + Math.max(1, Math.ceil(((onJ - levelJ) / riseW) * 1e9)) : Number.POSITIVE_INFINITY;
      if (dueNs <= endNs && onJ <= capacityJ) return dueNs < limitNs ? dueNs : Number.POSITIVE_INFINITY;
      if (endNs >= limitNs) return Number.POSITIVE_INFINITY;
      levelJ = Math.min(capacityJ, Math.max(0, levelJ + riseW * (endNs - atNs) * 1e-9));
      atNs = endNs;
      step++;
    }
  }

  summary(): SupplySummary {
    const { storedJ, spilledJ, lostJ, leakedJ, drawnJ, levelJ, parameters } = this.store;
    const { offNs, restarts } = this;
    return {
      startJ: parameters.startJ,
      endJ: levelJ,
      storedJ,
      spilledJ,
      lostJ,
      leakedJ,
      drawnJ,
      offNs,
      restarts,
    };
  }

  private cutOff(): void {
    this.isOn = false;
    this.firstOffNs ??= this.atNs;
  }

  private mayStart(): boolean {
    const { onJ, offJ } = this.store.parameters;
    return this.store.levelJ >= onJ * (1 - 1e-12) && this.store.levelJ > offJ;
  }

  private stepEndNs(): number {
    return this.harvest.fromNs[this.stepAt + 1] ?? Number.POSITIVE_INFINITY;
  }

  private advance(ns: number): void {
    this.atNs += ns;
    this.stepAt = stepOf(this.harvest, this.atNs, this.stepAt);
  }
}
