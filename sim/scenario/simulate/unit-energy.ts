import { causeIndex, Ledger } from '../../energy/ledger.ts';
import type { Environment } from '../../engine/environment.ts';
import type { Policy } from '../../policies/policy.ts';
import type { Unit } from '../../targets/target.ts';
import { wakeEnergyJ } from '../../targets/wake-energy.ts';
import { clockCharge } from './clocks/clock-charge.ts';
import { EnergyMeter } from './energy-meter.ts';
import { segmentJ } from './option-costs.ts';
import { policyCharge } from './policy-charge.ts';
import { PowerPeak } from './power-peak.ts';
import type { RequestObserver } from './request-observer.ts';
import type { SimulatedSystem } from './request-run.ts';
import { segmentPowerW } from './segment-power-w.ts';
import type { Site } from './surroundings/site.ts';
import { SitedRests } from './surroundings/sited-rests.ts';
import { UnitRests } from './unit-rests.ts';
import type { PaidSystem } from './with-passes.ts';

const wakeCause = causeIndex('wake');
const policyCause = causeIndex('policy');
const staticCause = causeIndex('static');
const sensorCause = causeIndex('sensor');
const clockCause = causeIndex('clock');

/** What waking from a power state takes. */
interface WakeUp {
  readonly ns: number;
  readonly joules: number;
  readonly watts: number;
  readonly isFree: boolean;
}

const wakeUpsOf = ({ powerStates }: Unit): WakeUp[] =>
  powerStates.map((state) => {
    const ns = Math.round(state.wakeNs);
    const joules = wakeEnergyJ(state);
    return { ns, joules, watts: joules / (ns * 1e-9), isFree: state.wakeNs === 0 && state.wakeEnergyJ === 0 };
  });

/**
 * Charges whatever units do in one run, and tells the observer. The present is read from the environment: handing times
 * through calls that are not inlined costs a tenth of a run.
 */
export class UnitEnergy {
  readonly ledger: Ledger;
  private readonly env: Environment;
  /** By number of a pass. */
  private readonly options: SimulatedSystem['options'];
  private readonly shownAs: PaidSystem['shown'];
  /** What a change of the clock costs. */
  private readonly clockCharge: ReturnType<typeof policyCharge>;
  private readonly observer: RequestObserver | null;
  private readonly meter: EnergyMeter;
  /** The supply was cut off in what was charged last; the unit goes off when that much has passed. */
  isCut = false;
  private readonly peak: PowerPeak;
  /** By unit that is off: since when, ns. */
  private readonly offSinceNs = new Map<number, number>();
  /** [option][segment] */
  private readonly segmentsW: readonly (readonly Float64Array[])[];
  private readonly site: Site | null;
  private readonly rests: UnitRests | SitedRests;
  /** [unit][state] */
  private readonly wakes: readonly (readonly WakeUp[])[];
  /** What a decision costs on the first unit. */
  private readonly decideCharge: ReturnType<typeof policyCharge>;
  private readonly reviewCharge: readonly ReturnType<typeof policyCharge>[];

  constructor(
    env: Environment,
    { units, options, shown, batteryJ }: PaidSystem,
    { cost }: Policy,
    observer: RequestObserver | null,
    site: Site | null = null,
  ) {
    this.env = env;
    this.options = options;
    this.shownAs = shown;
    this.clockCharge = clockCharge(units[0]!);
    this.observer = observer;
    this.ledger = new Ledger(
      units.map((unit) => unit.name),
      batteryJ,
    );
    this.meter = new EnergyMeter(this.ledger, units, options);
    this.peak = new PowerPeak(this.meter.rests);
    this.segmentsW = options.map((option) => option.segments.map(segmentPowerW));
    this.site = site;
    this.rests =
      site?.supply || site?.heat
        ? new SitedRests(this.meter, this.peak, this.ledger, site, observer)
        : new UnitRests(this.meter, this.peak);
    this.wakes = units.map(wakeUpsOf);
    this.decideCharge = policyCharge(cost.decideOperations, units[0]!);
    this.reviewCharge = units.map((unit) => policyCharge(cost.reviewOperations, unit));
  }

  /** Time that a decision takes, ns. */
  get decideNs(): number {
    return this.decideCharge.ns;
  }

  /** A unit rests from now on. */
  rest(unit: number): void {
    this.rests.begin(unit, this.env.now);
  }

  /** A unit draws nothing from now on, until it boots. */
  off(unit: number): void {
    this.rests.end(unit, this.env.now);
    this.offSinceNs.set(unit, this.env.now);
    this.peak.busy(unit, this.env.now, this.env.now, 1, 0);
  }

  /** A unit that was off boots: it rests, or works, when that is over. */
  boot(unit: number, durationNs: number, joules: number): void {
    this.tellOff(unit, this.env.now);
    this.ledger.add(unit, wakeCause, joules);
    this.draw(unit, this.env.now, durationNs, joules);
    this.observer?.busy('wake', unit, -1, -1, -1, this.env.now, durationNs, joules);
  }

  /** Tells the observer of units that are off to the end of the run. */
  endOff(endNs: number): void {
    for (const unit of this.offSinceNs.keys()) this.tellOff(unit, endNs);
  }

  private tellOff(unit: number, untilNs: number): void {
    const sinceNs = this.offSinceNs.get(unit)!;
    this.offSinceNs.delete(unit);
    if (untilNs > sinceNs) this.observer?.busy('off', unit, -1, -1, -1, sinceNs, untilNs - sinceNs, 0);
  }

  /** Ends a unit's rest, if it rests. @returns the time it takes to wake, ns */
  wake(unit: number, request: number): number {
    const state = this.rests.end(unit, this.env.now);
    if (state < 0) return 0;
    const wakeUp = this.wakes[unit]![state]!;
    if (this.site !== null) return this.wakeSited(unit, request, wakeUp);
    if (wakeUp.isFree && this.observer === null) return 0;
    this.meter.woke(unit, state);
    const { ns } = wakeUp;
    if (ns > 0) this.peak.busy(unit, this.env.now, this.env.now, ns, wakeUp.watts);
    this.observer?.busy('wake', unit, request, -1, -1, this.env.now, ns, wakeUp.joules);
    return ns;
  }

  /** The policy decides, where that takes time. */
  decide(unit: number, request: number, fromNs: number): void {
    const { ns, joules } = this.decideCharge;
    const share = this.spend(unit, policyCause, fromNs, ns, joules);
    this.observer?.busy('decide', unit, request, -1, -1, fromNs, share * ns, share * joules);
  }

  /** The first unit changes its clock. @returns the time it takes, ns */
  changeClock(request: number, fromNs: number): number {
    const { ns, joules } = this.clockCharge;
    const share = this.spend(0, clockCause, fromNs, ns, joules);
    this.observer?.busy('clock', 0, request, -1, -1, fromNs, share * ns, share * joules);
    return ns;
  }

  /** Static energy of time that a segment takes longer. */
  stretch(unit: number, joules: number): void {
    this.ledger.add(unit, staticCause, joules);
  }

  /** A segment runs as it is. @param durationNs with what stretches it */
  run(
    unit: number,
    option: number,
    segment: number,
    sample: number,
    fromNs: number,
    durationNs: number,
  ): void {
    this.meter.ran(option, segment, sample);
    const watts = this.segmentsW[option]![segment]!;
    this.peak.busy(unit, this.env.now, fromNs, durationNs, watts.length === 1 ? watts[0]! : watts[sample]!);
  }

  /**
   * Tells the observer of a segment that runs.
   * @param extraJ what was charged to it by `stretch`
   */
  tellRun(
    unit: number,
    request: number,
    option: number,
    segment: number,
    sample: number,
    fromNs: number,
    durationNs: number,
    extraJ: number,
  ): void {
    if (this.observer === null) return;
    const joules = segmentJ(this.options[option]!.segments[segment]!, sample) + extraJ;
    this.observer.busy('run', unit, request, this.shown(option), segment, fromNs, durationNs, joules);
  }

  /** The policy reviews a result. @returns the time it takes, ns */
  review(unit: number, request: number, option: number, segment: number, fromNs: number): number {
    const { ns, joules } = this.reviewCharge[unit]!;
    const share = this.spend(unit, policyCause, fromNs, ns, joules);
    this.observer?.busy(
      'review',
      unit,
      request,
      this.shown(option),
      segment,
      fromNs,
      share * ns,
      share * joules,
    );
    return ns;
  }

  /** The option that an observer knows a pass by. */
  private shown(pass: number): number {
    return this.shownAs?.(pass) ?? pass;
  }

  /** A sample of the sensor for a request that comes now. @returns false where there was no energy for it */
  sense(joules: number): boolean {
    const share = this.site?.supply ? this.site.supply.busy(0, joules) : 1;
    this.ledger.add(0, sensorCause, share * joules);
    this.observer?.sensed?.(share * joules);
    return share === 1;
  }

  /**
   * What is left of a segment runs at a site, as far as the supply goes.
   * @param durationNs and `extraJ` of what is left @param left share of the segment that is left
   * @returns the share of `durationNs` that passes
   */
  runSited(
    unit: number,
    request: number,
    option: number,
    at: number,
    sample: number,
    fromNs: number,
    durationNs: number,
    extraJ: number,
    left: number,
  ): number {
    const segment = this.options[option]!.segments[at]!;
    const joules = left * segmentJ(segment, sample) + extraJ;
    const share = this.pass(fromNs, durationNs, joules);
    const { causes } = segment;
    const row = segment.stride * sample * causes.length;
    for (let k = 0; k < causes.length; k++)
      this.ledger.add(unit, causes[k]!, share * left * segment.joules[row + k]!);
    this.ledger.add(unit, staticCause, share * extraJ);
    if (share > 0)
      this.peak.busy(
        unit,
        this.env.now,
        fromNs,
        durationNs,
        this.segmentsW[option]![at]![segment.stride * sample]!,
      );
    this.observer?.busy(
      'run',
      unit,
      request,
      this.shown(option),
      at,
      fromNs,
      share * durationNs,
      share * joules,
    );
    return share;
  }

  private wakeSited(unit: number, request: number, { ns, joules }: WakeUp): number {
    const { now } = this.env;
    const bootNs = this.rests instanceof SitedRests ? this.rests.aheadNs(now) : 0;
    const share = this.spend(unit, wakeCause, now + bootNs, ns, joules);
    this.observer?.busy('wake', unit, request, -1, -1, now + bootNs, share * ns, share * joules);
    return bootNs + ns;
  }

  /** Charges an activity, as far as the supply goes. @returns the share of it that passes */
  private spend(unit: number, cause: number, fromNs: number, durationNs: number, joules: number): number {
    const share = this.site === null ? 1 : this.pass(fromNs, durationNs, joules);
    this.ledger.add(unit, cause, share * joules);
    if (share > 0) this.draw(unit, fromNs, durationNs, joules);
    return share;
  }

  /** Tells the peak of what takes a unit a time. */
  private draw(unit: number, fromNs: number, durationNs: number, joules: number): void {
    this.peak.busy(unit, this.env.now, fromNs, durationNs, joules / (durationNs * 1e-9));
  }

  /** Nothing more passes once the supply was cut off. */
  private pass(fromNs: number, durationNs: number, joules: number): number {
    if (this.isCut) return 0;
    const { supply, heat } = this.site!;
    // A sample of the sensor may have used the store up meanwhile.
    const isOn = supply?.isOn !== false;
    const share = !isOn ? 0 : supply ? supply.busy(durationNs, joules) : 1;
    this.isCut = share < 1;
    heat?.pass(fromNs, fromNs + share * durationNs, share * joules);
    return share;
  }

  /** Follows rests, and with them a supply, up to now. */
  follow(): void {
    this.rests.settleAll(this.env.now);
  }

  /** Share of the battery's charge that is left now. Being asked changes nothing in what a run spends, to the last bit. */
  batteryShare(): number {
    this.follow();
    return this.ledger.batteryShare(this.meter.pendingJ());
  }

  /** Brings the ledger up to date. */
  settle(nowNs: number): void {
    this.rests.settleAll(nowNs);
    this.meter.post(this.peak);
  }

  /** The same. @returns the ledger's total, J */
  settledJ(nowNs: number): number {
    this.settle(nowNs);
    return this.ledger.totalJ();
  }

  /**
   * Highest power of all units together up to the end of the run, W: see `PowerPeak`. Null where a sensor draws too: its
   * samples may overlap with one another and with the units.
   */
  peakPowerW(endNs: number): number | null {
    return this.site?.sensor && this.site.sensor.sampleJ > 0 ? null : this.peak.upTo(endNs);
  }

  /** What the units would spend from 0 to `endNs` without any work, J. */
  idleFloorJ(endNs: number): number {
    return this.meter.idleFloorJ(endNs - (this.site?.supply?.offNs ?? 0));
  }
}
