import { temperatureAfter } from '../../../targets/thermal/thermal-node.ts';
import type { ThermalPlan } from './environment-plan.ts';

const hourNs = 3.6e12;

/** How warm the runs of a policy became. */
export interface HeatSummary {
  readonly peakC: number;
  /** Time at which it was slowed down, ns. */
  readonly slowedNs: number;
}

/** Temperature of a unit in one run, in the air around it at first. */
export class Heat {
  readonly plan: ThermalPlan;
  temperatureC: number;
  /** Slowed down from the throttling temperature until it is below the lower one. */
  isSlowed = false;
  private readonly startH: number;
  private peakC: number;
  private slowedNs = 0;

  constructor(plan: ThermalPlan, startH: number) {
    this.plan = plan;
    this.startH = startH;
    this.temperatureC = this.ambientC(0);
    this.peakC = this.temperatureC;
  }

  ambientC(timeNs: number): number {
    const { ambientC } = this.plan;
    return ambientC[Math.floor(this.startH + timeNs / hourNs) % ambientC.length]!;
  }

  /** The unit spends joules evenly between two instants; intervals follow one another. */
  pass(fromNs: number, toNs: number, joules: number): void {
    if (toNs <= fromNs) return;
    const powerW = (joules / (toNs - fromNs)) * 1e9;
    if (this.isSlowed) this.slowedNs += toNs - fromNs;
    for (let atNs = fromNs; atNs < toNs; ) {
      const endNs = this.plan.ambientC.length === 1 ? toNs : Math.min(toNs, this.hourEndNs(atNs));
      const seconds = (endNs - atNs) * 1e-9;
      this.temperatureC = temperatureAfter(
        this.plan,
        this.temperatureC,
        this.ambientC(atNs),
        powerW,
        seconds,
      );
      if (this.temperatureC > this.peakC) this.peakC = this.temperatureC;
      atNs = endNs;
    }
    if (this.temperatureC >= this.plan.throttleC) this.isSlowed = true;
    else if (this.temperatureC < this.plan.resumeC) this.isSlowed = false;
  }

  summary(): HeatSummary {
    return { peakC: this.peakC, slowedNs: this.slowedNs };
  }

  private hourEndNs(atNs: number): number {
    const endNs = (Math.floor(this.startH + atNs / hourNs) + 1 - this.startH) * hourNs;
    return endNs > atNs ? endNs : atNs + hourNs;
  }
}
