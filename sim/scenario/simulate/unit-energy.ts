import { causeIndex, Ledger } from '../../energy/ledger.ts';
import type { Environment } from '../../engine/environment.ts';
import type { Policy } from '../../policies/policy.ts';
import { wakeEnergyJ } from '../../targets/wake-energy.ts';
import { EnergyMeter } from './energy-meter.ts';
import { segmentJ } from './option-costs.ts';
import { policyCharge } from './policy-charge.ts';
import type { RequestObserver } from './request-observer.ts';
import type { SimulatedSystem } from './request-run.ts';
import { UnitRests } from './unit-rests.ts';

const wakeCause = causeIndex('wake');
const policyCause = causeIndex('policy');
const staticCause = causeIndex('static');

/**
 * Charges whatever units do in one run, and tells the observer. The present is read from the environment: handing times
 * through calls that are not inlined costs a tenth of a run.
 */
export class UnitEnergy {
  readonly ledger: Ledger;
  private readonly env: Environment;
  private readonly options: SimulatedSystem['options'];
  private readonly observer: RequestObserver | null;
  /** To be told of every segment that runs. */
  readonly meter: EnergyMeter;
  private readonly rests: UnitRests;
  /** What a decision costs on the first unit. */
  private readonly decideCharge: ReturnType<typeof policyCharge>;
  private readonly reviewCharge: readonly ReturnType<typeof policyCharge>[];

  constructor(
    env: Environment,
    { units, options, batteryJ }: SimulatedSystem,
    { cost }: Policy,
    observer: RequestObserver | null,
  ) {
    this.env = env;
    this.options = options;
    this.observer = observer;
    this.ledger = new Ledger(
      units.map((unit) => unit.name),
      batteryJ,
    );
    this.meter = new EnergyMeter(this.ledger, units, options);
    this.rests = new UnitRests(this.meter);
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

  /** Ends a unit's rest, if it rests. @returns the time it takes to wake, ns */
  wake(unit: number, request: number): number {
    const state = this.rests.end(unit, this.env.now);
    if (state === null) return 0;
    if (state.wakeNs === 0 && state.wakeEnergyJ === 0 && this.observer === null) return 0;
    const joules = wakeEnergyJ(state);
    this.ledger.add(unit, wakeCause, joules);
    const durationNs = Math.round(state.wakeNs);
    this.observer?.busy('wake', unit, request, -1, -1, this.env.now, durationNs, joules);
    return durationNs;
  }

  /** The policy decides, where that takes time. */
  decide(unit: number, request: number, fromNs: number): void {
    const { ns, joules } = this.decideCharge;
    this.ledger.add(unit, policyCause, joules);
    this.observer?.busy('decide', unit, request, -1, -1, fromNs, ns, joules);
  }

  /** Static energy of time that a segment takes longer. */
  stretch(unit: number, joules: number): void {
    this.ledger.add(unit, staticCause, joules);
  }

  /** Tells the observer of a segment that runs. @param extraJ what was charged to it by `stretch` */
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
    this.observer.busy('run', unit, request, option, segment, fromNs, durationNs, joules);
  }

  /** The policy reviews a result. @returns the time it takes, ns */
  review(unit: number, request: number, option: number, segment: number, fromNs: number): number {
    const { ns, joules } = this.reviewCharge[unit]!;
    this.ledger.add(unit, policyCause, joules);
    this.observer?.busy('review', unit, request, option, segment, fromNs, ns, joules);
    return ns;
  }

  /** Brings the ledger up to date. @returns its total, J */
  settle(nowNs: number): number {
    this.rests.settleAll(nowNs);
    this.meter.post();
    return this.ledger.totalJ();
  }

  /** What the units would spend from 0 to `endNs` without any work, J. */
  idleFloorJ(endNs: number): number {
    return this.meter.idleFloorJ(endNs);
  }
}
