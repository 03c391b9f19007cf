import { causeIndex, type Ledger } from '../../../energy/ledger.ts';
import type { EnergyMeter } from '../energy-meter.ts';
import type { PowerPeak } from '../power-peak.ts';
import type { RequestObserver } from '../request-observer.ts';
import type { Site } from './site.ts';

const wakeCause = causeIndex('wake');

/**
 * The rests of a lone unit that warms up or has a supply: like `UnitRests`, but a rest may be cut off, and after a
 * restart the unit falls through its power states anew.
 */
export class SitedRests {
  private readonly meter: EnergyMeter;
  private readonly peak: PowerPeak;
  private readonly ledger: Ledger;
  private readonly site: Site;
  private readonly observer: RequestObserver | null;
  private sinceNs = 0;
  private settledNs = 0;
  private resting = true;

  constructor(
    meter: EnergyMeter,
    peak: PowerPeak,
    ledger: Ledger,
    site: Site,
    observer: RequestObserver | null,
  ) {
    this.meter = meter;
    this.peak = peak;
    this.ledger = ledger;
    this.site = site;
    this.observer = observer;
  }

  begin(_unit: number, nowNs: number): void {
    if (this.resting) return;
    this.resting = true;
    const { supply } = this.site;
    // Ends of work are whole ns, cut-offs are not.
    this.sinceNs = supply?.isOn === false ? Math.min(nowNs, supply.atNs) : nowNs;
    this.settledNs = this.sinceNs;
  }

  end(_unit: number, nowNs: number): number {
    if (!this.resting) return -1;
    this.settleAll(nowNs);
    // A restart ends at a fraction of a ns; work begins at whole ones.
    this.settleAll(Math.ceil(this.settledNs));
    this.resting = false;
    return this.meter.rests[0]!.stateAfter(Math.max(0, nowNs - this.sinceNs));
  }

  /** How long a restart still takes, ns. */
  aheadNs(nowNs: number): number {
    return Math.max(0, Math.ceil(this.settledNs - nowNs));
  }

  settleAll(nowNs: number): void {
    while (this.resting && this.settledNs < nowNs) {
      if (this.site.supply?.isOn === false) this.beOff(nowNs);
      else this.rest(nowNs);
    }
  }

  private rest(nowNs: number): void {
    const { supply, heat } = this.site;
    const rests = this.meter.rests[0]!;
    const fromNs = this.settledNs;
    let state = rests.stateAfter(fromNs - this.sinceNs);
    // Rounding must not make a step of no length.
    if (this.sinceNs + rests.startNs(state + 1) <= fromNs) state++;
    const untilNs = Math.min(nowNs, this.sinceNs + rests.startNs(state + 1));
    const joules = rests.at(state).powerW * (untilNs - fromNs) * 1e-9;
    const share = supply ? supply.busy(untilNs - fromNs, joules) : 1;
    const toNs = share < 1 ? fromNs + share * (untilNs - fromNs) : untilNs;
    this.meter.restIn(0, state, toNs - fromNs);
    heat?.pass(fromNs, toNs, share * joules);
    this.settledNs = toNs;
  }

  private beOff(nowNs: number): void {
    const { supply, heat } = this.site;
    const fromNs = this.settledNs;
    const starts = supply!.charge(nowNs);
    const toNs = starts ? supply!.atNs : nowNs;
    heat?.pass(fromNs, toNs, 0);
    this.observer?.busy('off', 0, -1, -1, -1, fromNs, toNs - fromNs, 0);
    this.settledNs = toNs;
    if (!starts) return;
    const { restartNs, restartJ } = supply!.plan;
    const share = supply!.restart();
    this.settledNs = supply!.atNs;
    this.sinceNs = this.settledNs;
    this.ledger.add(0, wakeCause, share * restartJ);
    this.peak.busy(0, toNs, toNs, restartNs, restartJ / (restartNs * 1e-9));
    heat?.pass(toNs, this.settledNs, share * restartJ);
    this.observer?.busy('wake', 0, -1, -1, -1, toNs, share * restartNs, share * restartJ);
  }
}
