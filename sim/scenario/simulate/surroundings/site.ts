import { isOnAt, type Switches } from '../../../targets/supply/alternating.ts';
import type { Unit } from '../../../targets/target.ts';
import type { RequestTrace } from '../../../workload/arrivals/request-trace.ts';
import type { FaultPlan } from '../fault-plan.ts';
import type { EnvironmentPlan, LinkPlan, SensorPlan } from './environment-plan.ts';
import { faultsWithLink } from './faults-with-link.ts';
import { Heat, type HeatSummary } from './heat.ts';
import { siteDraws } from './site-draws.ts';
import { Supply, type SupplySummary } from './supply.ts';

/** Restarts without progress after which a watchdog gives a request up. */
const mostAttempts = 8;

/** What surrounds the units in one run. */
export class Site {
  readonly supply: Supply | null;
  readonly heat: Heat | null;
  readonly sensor: SensorPlan | null;
  /** [request] share of its segment that is done and kept. */
  readonly progress: Float64Array;
  /** [request] what its pass took longer so far, ns. */
  readonly stretchedNs: Float64Array;
  private readonly attempts: Uint8Array;
  private readonly take: number;
  private readonly link: LinkPlan | undefined;
  private readonly units: readonly Unit[];
  private readonly horizonNs: number;
  private readonly seed: number;
  /** [unit] */
  private readonly bursts: readonly Switches[];

  /** @throws RangeError where a supply or a temperature is asked for of several units */
  constructor(plan: EnvironmentPlan, units: readonly Unit[], trace: RequestTrace) {
    const { startH, supply, thermal, background, sensor, link } = plan;
    const { seed, horizonNs, timeNs } = trace;
    checkUnits(plan, units);
    const { harvest, bursts } = siteDraws(plan, units, trace);
    this.supply = supply ? new Supply(supply, harvest) : null;
    this.heat = thermal ? new Heat(thermal, startH) : null;
    this.sensor = sensor ?? null;
    this.progress = new Float64Array(timeNs.length);
    this.stretchedNs = new Float64Array(timeNs.length);
    this.attempts = new Uint8Array(timeNs.length);
    this.take = background?.take ?? 0;
    this.link = link;
    this.units = units;
    this.horizonNs = horizonNs;
    this.seed = seed;
    this.bursts = bursts;
  }

  /** What goes wrong, the link included. */
  faults(plan: FaultPlan | undefined): FaultPlan | undefined {
    const { link, units, horizonNs, seed } = this;
    return link ? faultsWithLink(plan, link, units, horizonNs, seed) : plan;
  }

  /** How many times as long as undisturbed a segment takes that begins now. */
  slowDown(unit: number, startNs: number): number {
    const bursts = this.bursts[unit];
    const shared = bursts !== undefined && isOnAt(bursts, startNs) ? 1 / (1 - this.take) : 1;
    return this.heat?.isSlowed ? shared / this.heat.plan.slowTo : shared;
  }

  /** What a segment takes longer, ns. @param first whether a pass begins with it */
  stretch(unit: number, request: number, first: boolean, startNs: number, durationNs: number): number {
    const extraNs = Math.ceil((this.slowDown(unit, startNs) - 1) * durationNs);
    this.stretchedNs[request] = first ? extraNs : this.stretchedNs[request]! + extraNs;
    return extraNs;
  }

  /** A part of the rest of a request's segment was done before the supply cut it off; whole checkpoints are kept. */
  keep(request: number, share: number): void {
    const { checkpoints } = this.supply!.plan;
    const before = this.progress[request]!;
    const reached = before + share * (1 - before);
    // Progress is a multiple of a checkpoint; rounding must not take one away.
    const kept = Math.max(before, Math.floor(reached * checkpoints * (1 + 1e-12)) / checkpoints);
    this.progress[request] = Math.min(1, kept);
    if (kept > before) this.attempts[request] = 0;
    else this.attempts[request]!++;
  }

  /** Whether a request has been begun too often without getting on. */
  isHopeless(request: number): boolean {
    return this.attempts[request]! >= mostAttempts;
  }

  /** Shows a policy what can be seen at the site. */
  observe(observation: { temperatureC: number | null; batteryShare: number; harvestW: number }): void {
    if (this.heat) observation.temperatureC = this.heat.temperatureC;
    if (!this.supply) return;
    observation.batteryShare = this.supply.store.share;
    observation.harvestW = this.supply.harvestW;
  }

  /** What a run states of it. */
  summary(): { readonly supply?: SupplySummary; readonly heat?: HeatSummary } {
    return {
      ...(this.supply ? { supply: this.supply.summary() } : {}),
      ...(this.heat ? { heat: this.heat.summary() } : {}),
    };
  }

  /** A segment of a request has ended. */
  advance(request: number): void {
    this.progress[request] = 0;
    this.attempts[request] = 0;
  }
}

/** @throws RangeError where a plan asks for what is simulated of one unit alone */
export function checkUnits({ supply, thermal, link }: EnvironmentPlan, units: readonly Unit[]): void {
  if (link && units.length === 1)
    throw new RangeError(
      'the environment has a link, and the target has one unit: nothing is reached over it',
    );
  if (units.length === 1 || !(supply || thermal)) return;
  const names = units.map(({ name }) => name).join(', ');
  throw new RangeError(
    `the environment has a ${supply ? 'supply' : 'thermal node'}, which is simulated for targets of one unit; this one has ${names}. Leave it out, or choose another target`,
  );
}
