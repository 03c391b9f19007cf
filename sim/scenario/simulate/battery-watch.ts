import type { Policy } from '../../policies/policy.ts';
import { wakeEnergyJ } from '../../targets/wake-energy.ts';
import { segmentJ } from './option-costs.ts';
import { policyCharge } from './policy-charge.ts';
import { mostPasses } from './request-reviews.ts';
import type { SimulatedSystem } from './request-run.ts';

/**
 * Finds when the battery of a lone unit is empty, at the instants at which requests begin, without looking at the charge
 * every time: from what is left follows how many requests and how much rest it lasts for at least.
 */
export class BatteryWatch {
  /** Begin of the first request that found it empty, ns; null: none did. */
  emptyAtNs: number | null = null;
  private readonly shareLeft: () => number;
  private readonly batteryJ: number;
  /** The most that one request can cost, J, and the highest power of a rest, W. */
  private readonly requestJ: number;
  private readonly restW: number;
  private lookedAtNs = 0;
  private begun = 0;
  private leftJ = 0;

  /** @param shareLeft of the charge, in [0, 1] */
  constructor(system: SimulatedSystem, { cost }: Policy, shareLeft: () => number) {
    const unit = system.units[0]!;
    const { joules: decideJ } = policyCharge(cost.decideOperations, unit);
    const { joules: reviewJ } = policyCharge(cost.reviewOperations, unit);
    const wakeJ = Math.max(...unit.powerStates.map(wakeEnergyJ));
    this.requestJ = wakeJ + decideJ + mostPasses * (dearestPassJ(system) + reviewJ);
    this.restW = Math.max(...unit.powerStates.map(({ powerW }) => powerW));
    this.batteryJ = system.batteryJ;
    this.shareLeft = shareLeft;
  }

  /** A request begins. */
  begin(nowNs: number): void {
    if (this.emptyAtNs !== null) return;
    this.begun++;
    const mostJ = this.begun * this.requestJ + this.restW * (nowNs - this.lookedAtNs) * 1e-9;
    // Half of it: sums are rounded, and looking once more costs little.
    if (mostJ < 0.5 * this.leftJ) return;
    const share = this.shareLeft();
    if (share === 0) this.emptyAtNs = nowNs;
    this.leftJ = share * this.batteryJ;
    this.lookedAtNs = nowNs;
    this.begun = 0;
  }
}

/** Found once for all runs of a system: gated options have an energy for every sample. */
const dearest = new WeakMap<SimulatedSystem, number>();

function dearestPassJ(system: SimulatedSystem): number {
  let most = dearest.get(system);
  if (most === undefined) {
    most = 0;
    for (const { segments } of system.options)
      for (const segment of segments)
        for (let row = 0; row < segment.durationNs.length; row++)
          most = Math.max(most, segmentJ(segment, row));
    dearest.set(system, most);
  }
  return most;
}
