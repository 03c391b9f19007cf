import { Environment } from '../../engine/environment.ts';
import type { Policy } from '../../policies/policy.ts';
import { throwIfGivenUp } from '../../sweep/given-up.ts';
import { ClosedLoop } from '../../workload/arrivals/closed-loop.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { Batching } from './batching.ts';
import { checkAnswer } from './check-answer.ts';
import { EmissionsMeter } from './emissions-meter.ts';
import { heldNs } from './held-ns.ts';
import { segmentJ } from './option-costs.ts';
import { emptyObservation } from './policy-inputs.ts';
import type { RequestObserver, Watch } from './request-observer.ts';
import { RequestReviews } from './request-reviews.ts';
import type { RequestRun, SimulatedSystem } from './request-run.ts';
import { RequestTally } from './request-tally.ts';
import { UnitEnergy } from './unit-energy.ts';

const unit = 0;

/** Requests that have one pass together. */
interface Group {
  readonly option: number;
  readonly requests: number[];
}

/**
 * One unit whose passes take several samples. Once the unit is free, a batch begins as soon as `most` requests wait or the
 * first has waited for `waitNs` (the dynamic batcher of inference servers); until then the unit rests. The policy is
 * asked for every request of the batch, and those that it gives one option have one pass, groups in the order of their
 * first request. Requests that it then refines are grouped in the same way, after all groups of the batch, and no other
 * request begins before they end.
 */
export class BatchSimulation {
  private readonly system: SimulatedSystem;
  private readonly batching: Batching;
  private readonly trace: RequestTrace;
  private readonly policy: Policy;
  private readonly env: Environment;
  private readonly observer: RequestObserver | null;
  private readonly energy: UnitEnergy;
  private readonly tally: RequestTally;
  private readonly reviews: RequestReviews | null;
  private readonly emissions: EmissionsMeter | null;
  private readonly loop: ClosedLoop | null;
  private readonly observation = emptyObservation();
  private readonly onBattery: boolean;
  private readonly arrivalKind: number;
  private readonly endKind: number;
  private readonly dueKind: number;
  /** The batch begins with so many at the latest: with more, requests would be dropped. */
  private readonly full: number;
  /** Per request: the option of its pass. */
  private readonly option: Int16Array;
  /** Requests that wait, in the order of their arrival, from `lineFrom` on. */
  private readonly line: number[] = [];
  private lineFrom = 0;
  private nextArrival = 0;
  private busy = false;
  /** The policy holds the queue back until then, ns. */
  private heldUntilNs = -1;
  private groups: Group[] = [];
  private refined: Group[] = [];
  private batteryEmptyAtNs: number | null = null;

  constructor(system: SimulatedSystem, trace: RequestTrace, policy: Policy, watch: Watch = {}) {
    const batching = system.batching!;
    const n = trace.timeNs.length;
    this.system = system;
    this.batching = batching;
    this.trace = trace;
    this.policy = policy;
    this.env = watch.environment ?? new Environment();
    this.observer = watch.observer ?? null;
    this.arrivalKind = this.env.kind('arrival', (_, request) => this.arrive(request));
    this.endKind = this.env.kind('end of segment', () => this.endGroup());
    this.dueKind = this.env.kind('batch is due', () => this.consider());
    const passes = batching.passes.flat();
    this.energy = new UnitEnergy(this.env, { ...system, options: passes }, policy, this.observer);
    this.tally = new RequestTally(this.env, trace, system);
    this.reviews = policy.review ? new RequestReviews({ system, trace, policy }, this.env, null, null) : null;
    this.loop = trace.samplesPerQuery === undefined ? null : new ClosedLoop(trace, trace.samplesPerQuery);
    this.onBattery = system.batteryJ < Number.POSITIVE_INFINITY;
    this.full = Math.min(batching.most, Math.max(1, system.queueLimit));
    this.option = new Int16Array(n);
    this.observation.gridIntensityGPerKwh = system.gridIntensityGPerKwh;
    if (n > 0) this.env.post(trace.timeNs[0]!, this.arrivalKind, unit, 0);
    const goesOn = () => this.env.now < trace.horizonNs || this.tally.count < n;
    this.emissions = system.intensity
      ? new EmissionsMeter(system.intensity, this.env, () => this.energy.settledJ(this.env.now), goesOn)
      : null;
  }

  /** To be called once. */
  complete(): RequestRun {
    const { env, trace, tally, energy } = this;
    env.run();
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
      idleFloorJ: energy.idleFloorJ(endNs),
      batteryEmptyAtNs: this.batteryEmptyAtNs,
      eventHash: env.trace.digest(),
      ...this.emissions?.summary(endNs, (timeNs) => energy.idleFloorJ(timeNs)),
    };
  }

  private get waiting(): number {
    return this.line.length - this.lineFrom;
  }

  private arrive(request: number): void {
    if ((request & 1023) === 0) throwIfGivenUp();
    const { timeNs } = this.trace;
    const next = request + 1;
    this.nextArrival = next;
    if (next < timeNs.length && !this.loop?.waits(next))
      this.env.post(timeNs[next]! - this.env.now, this.arrivalKind, unit, next);
    const begun = this.busy ? 0 : this.batching.most;
    if (this.waiting >= begun + this.system.queueLimit) {
      this.tally.drop(request);
      this.observer?.ended(request, false, this.env.now, -1);
      this.issueAfter(request);
      return;
    }
    this.line.push(request);
    this.tellWaiting();
    this.consider();
  }

  /** Begins a batch where one is due, or looks again when it will be. @returns whether one has begun */
  private consider(): boolean {
    const { env, trace, batching } = this;
    if (this.busy || this.waiting === 0 || this.comesNow()) return false;
    const first = this.line[this.lineFrom]!;
    const dueNs = this.waiting >= this.full ? env.now : trace.timeNs[first]! + batching.waitNs;
    const restNs = Math.max(dueNs, this.heldUntilNs) - env.now;
    if (restNs > 0) {
      env.post(restNs, this.dueKind, unit, first);
      return false;
    }
    if (this.policy.hold && this.held(first)) return false;
    this.beginBatch();
    return true;
  }

  /** Whether another request comes in this very ns: those that come together are one batch. */
  private comesNow(): boolean {
    const { timeNs } = this.trace;
    const next = this.nextArrival;
    return next < timeNs.length && !this.loop?.waits(next) && timeNs[next] === this.env.now;
  }

  /** Whether the policy holds its queue back: it is then asked again later. */
  private held(first: number): boolean {
    const seen = this.observe(first, 0);
    const ns = seen.deadlineLeftNs > 0 ? heldNs(this.policy.hold!(seen), seen.deadlineLeftNs) : 0;
    if (ns === 0) return false;
    this.heldUntilNs = this.env.now + ns;
    this.env.post(ns, this.dueKind, unit, first);
    return true;
  }

  private beginBatch(): void {
    const { env, energy, policy } = this;
    const batch = this.line.slice(this.lineFrom, this.lineFrom + this.batching.most);
    this.lineFrom += batch.length;
    if (this.lineFrom > 4096 && this.lineFrom > this.line.length / 2) {
      this.line.splice(0, this.lineFrom);
      this.lineFrom = 0;
    }
    this.tellWaiting();
    this.busy = true;
    const wakeNs = energy.wake(unit, batch[0]!);
    const decideNs = energy.decideNs;
    let fromNs = env.now + wakeNs;
    if (this.onBattery) this.noteBattery(energy.batteryShare(), env.now);
    this.groups = [];
    for (const request of batch) {
      const option = policy.always ?? policy.decide(this.observe(request, fromNs - env.now));
      this.join(this.groups, request, option);
      if (decideNs > 0) energy.decide(unit, request, fromNs);
      fromNs += decideNs;
    }
    this.startGroup(fromNs - env.now);
  }

  /** Adds a request to the group of its option. */
  private join(groups: Group[], request: number, option: number): void {
    checkAnswer(this.policy, option, request, this.system.options.length);
    this.tally.startPass(option);
    this.option[request] = option;
    const group = groups.find((each) => each.option === option);
    if (group) group.requests.push(request);
    else groups.push({ option, requests: [request] });
  }

  private observe(request: number, aheadNs: number) {
    const { observation, env } = this;
    observation.request = request;
    observation.timeNs = env.now + aheadNs;
    observation.queueLength = this.waiting;
    observation.deadlineLeftNs = this.trace.timeNs[request]! + this.system.deadlineNs - observation.timeNs;
    if (this.emissions) observation.gridIntensityGPerKwh = this.emissions.at(observation.timeNs);
    if (this.onBattery) observation.batteryShare = this.energy.batteryShare();
    return observation;
  }

  /** @param beforeNs time the unit is busy for the batch before the pass: waking, deciding */
  private startGroup(beforeNs: number): void {
    const { env, energy, batching } = this;
    const { option, requests } = this.groups[0]!;
    const samples = requests.length;
    const [segment] = batching.passes[option]![samples - 1]!.segments;
    const passNs = segment!.durationNs[0]!;
    const fromNs = env.now + beforeNs;
    energy.run(unit, option * batching.most + samples - 1, 0, 0, fromNs, passNs);
    this.observer?.busy('run', unit, requests[0]!, option, 0, fromNs, passNs, segmentJ(segment!, 0));
    this.tally.serviceNs += passNs;
    let busyNs = beforeNs + passNs;
    if (this.reviews !== null)
      for (const request of requests) busyNs += energy.review(unit, request, option, 0, env.now + busyNs);
    env.post(busyNs, this.endKind, unit, requests[0]!);
  }

  private endGroup(): void {
    const { option, requests } = this.groups.shift()!;
    const passNs = this.batching.passes[option]![requests.length - 1]!.serviceNs[0]!;
    for (const request of requests) {
      const answer =
        this.reviews === null ? -1 : this.reviews.review(request, this.option, this.waiting, passNs);
      if (answer >= 0) this.join(this.refined, request, answer);
      else this.finish(request);
    }
    if (this.groups.length === 0) {
      this.groups = this.refined;
      this.refined = [];
    }
    if (this.groups.length > 0) {
      this.startGroup(0);
      return;
    }
    this.busy = false;
    if (!this.consider()) this.energy.rest(unit);
  }

  private finish(request: number): void {
    this.reviews?.forget(request);
    const costs = this.system.options[this.option[request]!]!;
    const sample = this.trace.sample[request]!;
    this.tally.finish(request, this.env.now - this.trace.timeNs[request]!, costs.correct[sample]!);
    this.observer?.ended(request, true, this.env.now, this.option[request]!);
    this.issueAfter(request);
    this.observation.lastConfidence = costs.confidence[sample]! / 65535;
  }

  /** In a closed loop the end of a query issues the next. */
  private issueAfter(request: number): void {
    const next = this.loop?.ended(request, this.env.now) ?? -1;
    if (next >= 0) this.env.post(0, this.arrivalKind, unit, next);
  }

  private tellWaiting(): void {
    this.observer?.waiting(unit, this.waiting, this.env.now);
  }

  private noteBattery(share: number, nowNs: number): void {
    if (this.batteryEmptyAtNs === null && share === 0) this.batteryEmptyAtNs = nowNs;
    this.observer?.battery(share, nowNs);
  }
}
