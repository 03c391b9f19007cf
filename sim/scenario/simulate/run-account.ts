import { Environment } from '../../engine/environment.ts';
import type { Policy } from '../../policies/policy.ts';
import { ClosedLoop } from '../../workload/arrivals/closed-loop.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { EmissionsMeter } from './emissions-meter.ts';
import { Faults } from './faults.ts';
import type { RequestObserver, Watch } from './request-observer.ts';
import { RequestReviews } from './request-reviews.ts';
import type { RequestRun, SimulatedSystem } from './request-run.ts';
import { RequestTally } from './request-tally.ts';
import type { SpentCurve } from './spent-curve.ts';
import { Site } from './surroundings/site.ts';
import { UnitEnergy } from './unit-energy.ts';

/** The first unit, where requests arrive. */
const entry = 0;

/**
 * What every simulation of a run keeps, whoever is served when: its clock, counts, joules, emissions, faults and
 * surroundings, and what the run comes to in the end. It adds no kind of event before `begin`.
 */
export class RunAccount {
  readonly env: Environment;
  readonly observer: RequestObserver | null;
  readonly site: Site | null;
  readonly faults: Faults | null;
  readonly energy: UnitEnergy;
  readonly tally: RequestTally;
  readonly reviews: RequestReviews | null;
  readonly curve: SpentCurve | null;
  readonly loop: ClosedLoop | null;
  readonly onBattery: boolean;
  emissions: EmissionsMeter | null = null;
  batteryEmptyAtNs: number | null = null;
  private readonly system: SimulatedSystem;
  private readonly trace: RequestTrace;

  /** @param paid the system with the costs of all passes as options */
  constructor(
    system: SimulatedSystem,
    paid: SimulatedSystem,
    trace: RequestTrace,
    policy: Policy,
    watch: Watch = {},
  ) {
    const { units, environment } = system;
    this.system = system;
    this.trace = trace;
    this.env = watch.environment ?? new Environment();
    this.observer = watch.observer ?? null;
    this.curve = watch.curve ?? null;
    this.site = environment ? new Site(environment, units, trace) : null;
    this.energy = new UnitEnergy(this.env, paid, policy, this.observer, this.site);
    this.tally = new RequestTally(this.env, trace, system);
    const faults = this.site ? this.site.faults(system.faults) : system.faults;
    this.faults = faults ? new Faults(faults, units, trace.timeNs.length) : null;
    this.reviews = policy.review
      ? new RequestReviews({ system, trace, policy }, this.env, this.faults, this.site)
      : null;
    this.loop = trace.samplesPerQuery === undefined ? null : new ClosedLoop(trace, trace.samplesPerQuery);
    this.onBattery = system.batteryJ < Number.POSITIVE_INFINITY;
  }

  /** Whether the horizon is not over, or a request has not ended. */
  get goesOn(): boolean {
    return this.env.now < this.trace.horizonNs || this.tally.count < this.trace.timeNs.length;
  }

  /** Posts the first arrival. To be called when all kinds of events of the simulation are known. */
  begin(arrivalKind: number): void {
    const { timeNs } = this.trace;
    if (timeNs.length > 0) this.env.post(timeNs[0]!, arrivalKind, entry, 0);
  }

  /** Follows the emissions, where the grid changes. */
  meterEmissions(): void {
    const { intensity } = this.system;
    if (!intensity) return;
    const settledJ = () => this.energy.settledJ(this.env.now);
    this.emissions = new EmissionsMeter(intensity, this.env, settledJ, () => this.goesOn);
  }

  noteBattery(share: number, nowNs: number): void {
    if (this.batteryEmptyAtNs === null && share === 0) this.batteryEmptyAtNs = nowNs;
    this.observer?.battery(share, nowNs);
  }

  /**
   * What the run came to, when all of its events have passed. To be called once.
   * @param restJ what would have been spent up to a time without a request, J
   */
  end(restJ = (timeNs: number) => this.energy.idleFloorJ(timeNs)): RequestRun {
    const { env, trace, tally, energy, site } = this;
    const endNs = Math.max(tally.lastEndNs, trace.horizonNs);
    energy.settle(endNs);
    if (this.onBattery) this.noteBattery(energy.ledger.batteryShare(), endNs);
    this.emissions?.enter(energy.ledger.totalJ(), endNs - 1);
    energy.ledger.check();
    return {
      ...tally.counts(),
      endNs,
      energyJ: energy.ledger.totalJ(),
      ledger: energy.ledger.entries(),
      peakPowerW: energy.peakPowerW(endNs),
      idleFloorJ: restJ(endNs),
      batteryEmptyAtNs: site?.supply ? site.supply.firstOffNs : this.batteryEmptyAtNs,
      eventHash: env.trace.digest(),
      ...site?.summary(),
      ...this.emissions?.summary(endNs, restJ),
    };
  }
}
