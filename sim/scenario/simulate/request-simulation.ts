import type { Environment } from '../../engine/environment.ts';
import { TypedResource } from '../../engine/typed-resource.ts';
import type { Policy } from '../../policies/policy.ts';
import { throwIfGivenUp } from '../../sweep/given-up.ts';
import type { ClosedLoop } from '../../workload/arrivals/closed-loop.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { checkAnswer } from './check-answer.ts';
import { ClockOfRun } from './clocks/clock-of-run.ts';
import type { Faults } from './faults.ts';
import { heldNs } from './held-ns.ts';
import type { Segment } from './option-costs.ts';
import { PolicyView } from './policy-view.ts';
import type { RequestObserver, Watch } from './request-observer.ts';
import type { RequestReviews } from './request-reviews.ts';
import type { RequestRun, SimulatedSystem } from './request-run.ts';
import type { RequestTally } from './request-tally.ts';
import { RunAccount } from './run-account.ts';
import { CriticalMode } from './streams/critical-mode.ts';
import { isMixed } from './streams/is-mixed.ts';
import type { Site } from './surroundings/site.ts';
import { SitedSegments } from './surroundings/sited-segments.ts';
import type { UnitEnergy } from './unit-energy.ts';
import { withPasses } from './with-passes.ts';

const entry = 0;
/** In place of a segment's number: not decided yet, and decided while the first unit is still busy with deciding. */
const undecided = -1;
const deciding = -2;

/** `simulateRequests`, piece by piece: where a run stops and goes on again changes nothing in its result. */
export class RequestSimulation {
  private readonly system: SimulatedSystem;
  private readonly trace: RequestTrace;
  private readonly policy: Policy;
  private readonly account: RunAccount;
  private readonly env: Environment;
  private readonly observer: RequestObserver | null;
  private readonly arrivalKind: number;
  private readonly segmentKind: number;
  private readonly outageKind: number;
  private readonly energy: UnitEnergy;
  /** By number of a pass (`withPasses`). */
  private readonly costs: SimulatedSystem['options'];
  private readonly tally: RequestTally;
  private readonly queues: readonly TypedResource[];
  private readonly reviews: RequestReviews | null;
  private readonly onBattery: boolean;
  private readonly faults: Faults | null;
  private readonly site: Site | null;
  private readonly sited: SitedSegments | null;
  private readonly sensedKind: number;
  private readonly loop: ClosedLoop | null;
  private readonly clock: ClockOfRun | null;
  /** Null unless requests differ in criticality. */
  private readonly mode: CriticalMode | null;
  /** Per request: the number of its pass, and the segment it waits for or runs. */
  private readonly option: Int16Array;
  private readonly segment: Int8Array;
  private readonly view: PolicyView;

  constructor(system: SimulatedSystem, trace: RequestTrace, policy: Policy, watch: Watch = {}) {
    const { units } = system;
    const paid = withPasses(system);
    this.costs = paid.options;
    const account = new RunAccount(system, paid, trace, policy, watch);
    this.account = account;
    this.env = account.env;
    this.observer = account.observer;
    this.site = account.site;
    this.energy = account.energy;
    this.tally = account.tally;
    this.faults = account.faults;
    this.reviews = account.reviews;
    this.loop = account.loop;
    this.onBattery = account.onBattery;
    this.system = system;
    this.trace = trace;
    this.policy = policy;
    this.arrivalKind = this.env.kind('arrival', (_unit, request) => this.arrive(request));
    this.segmentKind = this.env.kind('end of segment', (unit, request) => this.endSegment(unit, request));
    this.outageKind = this.env.kind('end of outage', (unit, request) => this.begin(request, unit));
    // A kind that a run has no use for would change its hash.
    this.sensedKind = this.site ? this.env.kind('sensed', (_unit, request) => this.offer(request)) : -1;
    this.queues = units.map((unit) => new TypedResource(unit.name));
    const queue = this.queues[entry]!;
    this.mode = isMixed(system.streams)
      ? new CriticalMode(system.streams, trace, policy, this.env, queue, (one) => {
          this.drop(one);
          this.observer?.waiting(entry, queue.waiting, this.env.now);
        })
      : null;
    const n = trace.timeNs.length;
    this.option = new Int16Array(n);
    this.segment = new Int8Array(n).fill(undecided);
    const { env, energy, site, tally, mode } = this;
    this.view = new PolicyView({ system, trace, env }, queue, energy, site);
    this.clock = system.clocks ? new ClockOfRun(system.clocks, this.view, energy, this.observer) : null;
    this.sited = site
      ? new SitedSegments({ env, energy, site }, paid, trace, {
          faults: this.faults,
          clock: this.clock,
          tally,
          mode,
        })
      : null;
    account.begin(this.arrivalKind);
    account.meterEmissions();
    this.view.emissions = account.emissions;
  }

  /** Replays what happens up to and including a time; it may be called again for a later one, and then `complete`. */
  advance(untilNs: number): void {
    this.env.run(untilNs);
  }

  /** Replays the rest. To be called once. */
  complete(): RequestRun {
    this.env.run();
    return {
      ...this.account.end(),
      ...(this.mode ? { overruns: this.mode.entered } : {}),
      ...(this.clock ? { clocks: this.clock.counts() } : {}),
    };
  }

  private arrive(request: number): void {
    if ((request & 1023) === 0) throwIfGivenUp();
    const next = request + 1;
    if (next < this.trace.timeNs.length && !this.loop?.waits(next)) {
      this.env.post(this.trace.timeNs[next]! - this.env.now, this.arrivalKind, entry, next);
    }
    if (this.faults?.loses(this.env.now) === true) this.drop(request);
    else if (this.site === null) this.offer(request);
    else this.sense(request, this.site);
  }

  /** A request comes to a target with an environment. */
  private sense(request: number, { supply, sensor }: Site): void {
    if (supply) {
      this.energy.follow();
      this.observer?.battery(supply.store.share, supply.atNs);
    }
    if (supply?.isOn === false || (sensor && !this.energy.sense(sensor.sampleJ))) this.drop(request);
    else if (sensor && sensor.sampleNs > 0) this.env.post(sensor.sampleNs, this.sensedKind, entry, request);
    else this.offer(request);
  }

  private offer(request: number): void {
    const queue = this.queues[entry]!;
    if (this.mode?.gives(request)) this.drop(request);
    else if (queue.held === queue.capacity && queue.waiting >= this.system.queueLimit) this.drop(request);
    else this.join(request, entry);
  }

  private drop(request: number): void {
    this.tally.drop(request);
    this.observer?.ended(request, false, this.env.now, -1);
    this.issueAfter(request);
  }

  private join(request: number, unit: number): void {
    const queue = this.queues[unit]!;
    if (queue.acquire(request, this.mode?.priorityOf(request))) this.begin(request, unit);
    else this.observer?.waiting(unit, queue.waiting, this.env.now);
  }

  /** The request holds the unit from now on. */
  private begin(held: number, unit: number): void {
    // Whoever held the unit through an outage may have been overtaken meanwhile.
    const request = this.segment[held] === undecided ? (this.mode?.first(held) ?? held) : held;
    const outageNs = this.faults === null ? 0 : this.faults.outageNs(unit, this.env.now);
    if (outageNs > 0) {
      this.energy.rest(unit);
      this.env.post(outageNs, this.outageKind, unit, request);
      return;
    }
    if (this.site?.supply && !this.isPowered(request, unit, this.site)) return;
    if (this.policy.hold && this.mode === null && this.held(request, unit)) return;
    if (this.segment[request]! >= 0) {
      this.startSegment(request, unit, this.energy.wake(unit, request));
      return;
    }
    const { energy } = this;
    const ns = energy.decideNs;
    const wakeNs = ns > 0 || this.policy.always === undefined ? energy.wake(unit, request) : -1;
    if (energy.isCut) {
      this.awaitCut(request, unit);
      return;
    }
    if (this.onBattery) this.account.noteBattery(energy.batteryShare(), this.env.now);
    const degraded = this.mode?.degrade(request) ?? -1;
    const chosen =
      degraded >= 0 ? degraded : (this.policy.always ?? this.policy.decide(this.view.of(request, wakeNs)));
    this.startPass(request, chosen);
    this.account.curve?.decided(request, chosen);
    const first = this.segmentOf(request);
    const spentNs = Math.max(wakeNs, 0) + ns;
    if (ns > 0) energy.decide(unit, request, this.env.now + spentNs - ns);
    if (first.unit === unit) {
      const awakeNs = wakeNs < 0 ? energy.wake(unit, request) : spentNs;
      this.startSegment(request, unit, awakeNs + this.changeClockNs(request, chosen, awakeNs));
    } else if (spentNs > 0) {
      // The deciding unit is busy until then, but no segment of the request runs on it.
      this.segment[request] = deciding;
      this.env.post(spentNs, this.segmentKind, unit, request);
    } else {
      this.leave(unit);
      this.join(request, first.unit);
    }
  }

  /** Whether the policy holds its queue back: the unit then rests, and the policy is asked again later. */
  private held(request: number, unit: number): boolean {
    if (this.segment[request] !== undecided) return false;
    const seen = this.view.of(request, 0);
    const ns = seen.deadlineLeftNs > 0 ? heldNs(this.policy.hold!(seen), seen.deadlineLeftNs) : 0;
    if (ns === 0) return false;
    this.energy.rest(unit);
    this.env.post(ns, this.outageKind, unit, request);
    return true;
  }

  private startPass(request: number, option: number, pass = option): void {
    checkAnswer(this.policy, option, request, this.system.options.length);
    this.tally.startPass(option);
    this.option[request] = pass;
    this.segment[request] = 0;
  }

  /**
   * Sets the clock of a pass, where a governor changes it. @param beforeNs from now until the unit could begin
   * @returns how much later it begins, ns
   */
  private changeClockNs(request: number, option: number, beforeNs: number): number {
    if (this.clock === null) return 0;
    const ns = this.clock.begin(request, option, beforeNs);
    this.option[request] = this.clock.passOf(option);
    return ns;
  }

  private segmentOf(request: number): Segment {
    return this.costs[this.option[request]!]!.segments[this.segment[request]!]!;
  }

  /** @param beforeNs time the unit is busy for this request before the segment: waking, deciding */
  private startSegment(request: number, unit: number, beforeNs: number): void {
    const option = this.option[request]!;
    const at = this.segment[request]!;
    if (this.sited !== null) {
      const busyNs = this.sited.start(request, unit, option, at, beforeNs, this.isReviewed(request));
      if (busyNs < 0) this.awaitCut(request, unit);
      else this.env.post(busyNs, this.segmentKind, unit, request);
      return;
    }
    const { segments } = this.costs[option]!;
    const segment = segments[at]!;
    const sample = this.trace.sample[request]!;
    const fromNs = this.env.now + beforeNs;
    let durationNs = segment.durationNs[segment.stride * sample]!;
    let extraJ = 0;
    if (this.faults !== null) {
      const extraNs = this.faults.stretch(unit, request, at === 0, fromNs, durationNs);
      extraJ = this.faults.stretchJ(unit, extraNs);
      this.energy.stretch(unit, extraJ);
      durationNs += extraNs;
    }
    this.energy.run(unit, option, at, sample, fromNs, durationNs);
    if (this.observer !== null)
      this.energy.tellRun(unit, request, option, at, sample, fromNs, durationNs, extraJ);
    this.tally.serviceNs += durationNs;
    this.mode?.starts(request, option, beforeNs, durationNs);
    let busyNs = beforeNs + durationNs;
    if (this.isReviewed(request) && at === segments.length - 1)
      busyNs += this.energy.review(unit, request, option, at, fromNs + durationNs);
    this.clock?.busy(busyNs);
    this.env.post(busyNs, this.segmentKind, unit, request);
  }

  /** The unit goes off in the midst of what it does for a request, which then begins there again. */
  private awaitCut(request: number, unit: number): void {
    this.energy.isCut = false;
    const { atNs } = this.site!.supply!;
    this.env.post(Math.max(0, Math.ceil(atNs - this.env.now)), this.outageKind, unit, request);
  }

  /** Whether the unit has power for the request that holds it; else that waits for it, or is given up. */
  private isPowered(request: number, unit: number, site: Site): boolean {
    const supply = site.supply!;
    if (!supply.isOn) this.energy.rest(unit);
    this.energy.follow();
    this.observer?.battery(supply.store.share, supply.atNs);
    const hopeless = site.isHopeless(request);
    if (supply.isOn && !hopeless) return true;
    if (hopeless) {
      this.drop(request);
      this.leave(unit);
      return false;
    }
    const onNs = supply.nextOnNs(this.trace.horizonNs);
    if (onNs < Number.POSITIVE_INFINITY) this.env.post(onNs - this.env.now, this.outageKind, unit, request);
    else for (let each = request; each >= 0; each = this.queues[unit]!.release()) this.drop(each);
    return false;
  }

  private endSegment(unit: number, request: number): void {
    this.site?.advance(request);
    if (this.segment[request] === deciding) {
      this.segment[request] = 0;
      this.leave(unit);
      this.join(request, this.segmentOf(request).unit);
      return;
    }
    const next = this.segment[request]! + 1;
    if (next < this.costs[this.option[request]!]!.segments.length) {
      this.segment[request] = next;
      this.move(request, unit);
      return;
    }
    const refined = this.isReviewed(request)
      ? this.reviews!.review(request, this.option, this.queues[entry]!.waiting)
      : -1;
    if (refined >= 0) {
      this.startPass(request, refined, this.system.continuations?.pass(this.option[request]!, refined));
      this.account.curve?.refined(request, this.option[request]!);
      this.move(request, unit, this.changeClockNs(request, refined, 0));
      return;
    }
    this.finish(request);
    this.leave(unit);
  }

  /** Goes on with the request's next segment, on the unit it holds or in another's queue. */
  private move(request: number, unit: number, beforeNs = 0): void {
    const next = this.segmentOf(request).unit;
    if (next === unit) {
      this.startSegment(request, unit, beforeNs);
      return;
    }
    this.leave(unit);
    this.join(request, next);
  }

  private finish(request: number): void {
    this.reviews?.forget(request);
    const costs = this.costs[this.option[request]!]!;
    const sample = this.trace.sample[request]!;
    this.tally.finish(request, this.env.now - this.trace.timeNs[request]!, costs.correct[sample]!);
    this.observer?.ended(
      request,
      true,
      this.env.now,
      this.system.clocks?.shown(this.option[request]!) ?? this.option[request]!,
    );
    this.issueAfter(request);
    this.view.ended(costs, sample);
  }

  /** In a closed loop the end of a query issues the next. */
  private issueAfter(request: number): void {
    const next = this.loop?.ended(request, this.env.now) ?? -1;
    if (next >= 0) this.env.post(0, this.arrivalKind, entry, next);
  }

  /** The unit's holder is done with it: the next in its queue begins, or the unit rests. */
  private leave(unit: number): void {
    const next = this.queues[unit]!.release();
    if (next >= 0) {
      this.observer?.waiting(unit, this.queues[unit]!.waiting, this.env.now);
      this.begin(next, unit);
    } else {
      this.energy.rest(unit);
      this.mode?.idle();
    }
  }

  private isReviewed(request: number): boolean {
    return this.reviews !== null && this.mode?.isDegraded(request) !== true;
  }
}
