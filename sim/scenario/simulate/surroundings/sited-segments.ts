import type { Environment } from '../../../engine/environment.ts';
import type { RequestTrace } from '../../../workload/arrivals/request-trace.ts';
import type { ClockOfRun } from '../clocks/clock-of-run.ts';
import type { Faults } from '../faults.ts';
import type { SimulatedSystem } from '../request-run.ts';
import type { RequestTally } from '../request-tally.ts';
import type { CriticalMode } from '../streams/critical-mode.ts';
import type { UnitEnergy } from '../unit-energy.ts';
import type { Site } from './site.ts';

/** Who is told of a segment that runs. */
interface Told {
  readonly faults: Faults | null;
  readonly tally: RequestTally;
  readonly clock: ClockOfRun | null;
  readonly mode: CriticalMode | null;
}

/** Segments of passes where surroundings slow the unit down or cut it off. */
export class SitedSegments {
  private readonly env: Environment;
  private readonly energy: UnitEnergy;
  private readonly site: Site;
  private readonly system: SimulatedSystem;
  private readonly trace: RequestTrace;
  private readonly told: Told;

  /** @param system its options are passes (`withPasses`) */
  constructor(
    { env, energy, site }: { env: Environment; energy: UnitEnergy; site: Site },
    system: SimulatedSystem,
    trace: RequestTrace,
    told: Told,
  ) {
    this.env = env;
    this.energy = energy;
    this.site = site;
    this.system = system;
    this.trace = trace;
    this.told = told;
  }

  /**
   * A segment of a pass begins in `beforeNs` from now. @param isReviewed whether a policy looks at the result of its last one
   * @returns time that the unit is busy, ns; -1 where it goes off before the end
   */
  start(
    request: number,
    unit: number,
    pass: number,
    at: number,
    beforeNs: number,
    isReviewed: boolean,
  ): number {
    const { energy, site, told } = this;
    if (energy.isCut) return -1;
    const { segments } = this.system.options[pass]!;
    const { stride, durationNs } = segments[at]!;
    const sample = this.trace.sample[request]!;
    const fromNs = this.env.now + beforeNs;
    const plainNs = durationNs[stride * sample]!;
    const left = 1 - site.progress[request]!;
    const extraNs =
      (told.faults?.stretch(unit, request, at === 0, fromNs, plainNs) ?? 0) +
      site.stretch(unit, request, at === 0, fromNs, plainNs);
    const extraJ = left * extraNs * this.system.units[unit]!.powerStates[0]!.powerW * 1e-9;
    const leftNs = Math.ceil(left * (plainNs + extraNs));
    const share = energy.runSited(unit, request, pass, at, sample, fromNs, leftNs, extraJ, left);
    told.tally.serviceNs += share * leftNs;
    if (site.supply) site.keep(request, share);
    told.mode?.starts(request, pass, beforeNs, leftNs);
    let busyNs = beforeNs + leftNs;
    if (isReviewed && at === segments.length - 1 && share === 1)
      busyNs += energy.review(unit, request, pass, at, fromNs + leftNs);
    told.clock?.busy(busyNs);
    return energy.isCut ? -1 : busyNs;
  }
}
