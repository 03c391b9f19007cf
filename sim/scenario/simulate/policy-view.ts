import type { Environment } from '../../engine/environment.ts';
import type { Observation } from '../../policies/policy.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { EmissionsMeter } from './emissions-meter.ts';
import type { OptionCosts } from './option-costs.ts';
import { emptyObservation } from './policy-inputs.ts';
import type { SimulatedSystem } from './request-run.ts';
import { deadlineOf } from './streams/deadline-of.ts';
import type { Site } from './surroundings/site.ts';
import type { UnitEnergy } from './unit-energy.ts';

/** What a policy sees in one run. The one observation is filled in again each time. */
export class PolicyView {
  /** Absent: the intensity of the grid does not change. */
  emissions: EmissionsMeter | null = null;
  private readonly observation = emptyObservation();
  /** What gave the last result, and for which sample. */
  private lastCosts: OptionCosts | null = null;
  private lastSample = 0;
  private readonly system: SimulatedSystem;
  private readonly trace: RequestTrace;
  private readonly env: Environment;
  private readonly queue: { readonly waiting: number };
  private readonly energy: UnitEnergy;
  private readonly site: Site | null;

  constructor(
    { system, trace, env }: { system: SimulatedSystem; trace: RequestTrace; env: Environment },
    queue: { readonly waiting: number },
    energy: UnitEnergy,
    site: Site | null,
  ) {
    this.system = system;
    this.trace = trace;
    this.env = env;
    this.queue = queue;
    this.energy = energy;
    this.site = site;
    this.observation.gridIntensityGPerKwh = system.gridIntensityGPerKwh;
    // Few policies look at it.
    const get = () => (this.lastCosts === null ? 1 : this.lastCosts.confidence[this.lastSample]! / 65535);
    Object.defineProperty(this.observation, 'lastConfidence', { get, enumerable: true });
  }

  /** A request has its result. */
  ended(costs: OptionCosts, sample: number): void {
    this.lastCosts = costs;
    this.lastSample = sample;
  }

  /** @param laterNs from now until the policy decides */
  of(request: number, laterNs: number): Observation {
    const { observation, system, trace } = this;
    observation.request = request;
    observation.timeNs = this.env.now + laterNs;
    observation.queueLength = this.queue.waiting;
    observation.deadlineLeftNs = this.deadlineLeftNs(request, laterNs);
    if (system.streams) {
      observation.stream = trace.stream![request]!;
      observation.criticality = system.streams.high[observation.stream] ? 'high' : 'low';
    }
    if (this.emissions) observation.gridIntensityGPerKwh = this.emissions.at(observation.timeNs);
    if (system.batteryJ < Number.POSITIVE_INFINITY) observation.batteryShare = this.energy.batteryShare();
    this.site?.observe(observation);
    return observation;
  }

  /** Time from then until a request is due; negative when that has passed. */
  deadlineLeftNs(request: number, laterNs: number): number {
    const { system, trace } = this;
    return trace.timeNs[request]! + deadlineOf(system, trace, request) - (this.env.now + laterNs);
  }

  /** The present, and how many wait. */
  get nowNs(): number {
    return this.env.now;
  }

  get waiting(): number {
    return this.queue.waiting;
  }
}
