import { causeIndex, Ledger } from '../../energy/ledger.ts';
import { Environment } from '../../engine/environment.ts';
import { TypedResource } from '../../engine/typed-resource.ts';
import { accept, type Policy } from '../../policies/policy.ts';
import { QuantileSketch } from '../../statistics/quantile-sketch.ts';
import { wakeEnergyJ } from '../../targets/wake-energy.ts';
import { ClosedLoop } from '../../workload/arrivals/closed-loop.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { checkAnswer } from './check-answer.ts';
import { EarlierPasses } from './earlier-passes.ts';
import { EmissionsMeter } from './emissions-meter.ts';
import { EnergyMeter } from './energy-meter.ts';
import { Faults } from './faults.ts';
import { type Segment, segmentJ } from './option-costs.ts';
import { policyCharge } from './policy-charge.ts';
import { emptyObservation, emptyResult } from './policy-inputs.ts';
import type { RequestObserver, Watch } from './request-observer.ts';
import type { RequestRun, SimulatedSystem } from './request-run.ts';
import { UnitRests } from './unit-rests.ts';

const wakeCause = causeIndex('wake');
const policyCause = causeIndex('policy');
const entry = 0;
const maxPasses = 16;
/** Relative error of a report's latency quantiles: at most half of the third digit, the last that is printed. */
const latencyError = 0.0005;
/** In place of a segment's number: not decided yet, and decided while the first unit is still busy with deciding. */
const undecided = -1;
const deciding = -2;

/**
 * Replays a trace of requests on a target by discrete events: two events per pass on a unit, nothing while units rest.
 *
 * A request queues (first come, first served) at the first unit, where the policy decides; its stages then run in
 * order, each queueing on its unit. A unit that rests falls through its power states and pays the state's wake time
 * and energy when work comes. The sleeping state's power over the wake time is charged where a profile's wake energy
 * is less than that. The whole is a pure function of its arguments.
 * @throws RangeError when the policy answers an option that does not exist, or refines a request without end
 */
export function simulateRequests(
  system: SimulatedSystem,
  trace: RequestTrace,
  policy: Policy,
  watch: Watch = {},
): RequestRun {
  return new RequestSimulation(system, trace, policy, watch).complete();
}

/** The same, piece by piece: where a run stops and goes on again changes nothing in its result. */
export class RequestSimulation {
  private readonly system: SimulatedSystem;
  private readonly trace: RequestTrace;
  private readonly policy: Policy;
  private readonly env: Environment;
  private readonly observer: RequestObserver | null;
  private readonly arrivalKind: number;
  private readonly segmentKind: number;
  private readonly outageKind: number;
  private readonly ledger: Ledger;
  private readonly meter: EnergyMeter;
  private readonly queues: readonly TypedResource[];
  private readonly rests: UnitRests;
  private readonly decideCharge: ReturnType<typeof policyCharge>;
  private readonly reviewCharge: readonly ReturnType<typeof policyCharge>[];
  private readonly onBattery: boolean;
  private readonly faults: Faults | null;
  private readonly emissions: EmissionsMeter | null;
  private readonly loop: ClosedLoop | null;
  /** Per request: the option of its pass, the segment it waits for or runs, refinements so far. */
  private readonly option: Int16Array;
  private readonly segment: Int8Array;
  private readonly pass: Uint8Array;
  private readonly ended: Uint8Array;
  private readonly earlier = new EarlierPasses();
  private readonly latencies = new QuantileSketch(latencyError);
  private readonly passes: Uint32Array;
  private readonly observation = emptyObservation();
  private readonly result = emptyResult();
  private lastOption = -1;
  private lastEndNs = 0;
  private switches = 0;
  private serviceNs = 0;
  private done = 0;
  private missed = 0;
  private dropped = 0;
  private correct = 0;
  private batteryEmptyAtNs: number | null = null;

  constructor(system: SimulatedSystem, trace: RequestTrace, policy: Policy, watch: Watch = {}) {
    const { units } = system;
    this.env = watch.environment ?? new Environment();
    this.observer = watch.observer ?? null;
    this.system = system;
    this.trace = trace;
    this.policy = policy;
    this.arrivalKind = this.env.kind('arrival', (_unit, request) => this.arrive(request));
    this.segmentKind = this.env.kind('end of segment', (unit, request) => this.endSegment(unit, request));
    this.outageKind = this.env.kind('end of outage', (unit, request) => this.begin(request, unit));
    this.ledger = new Ledger(
      units.map((unit) => unit.name),
      system.batteryJ,
    );
    this.meter = new EnergyMeter(this.ledger, units, system.options);
    this.queues = units.map((unit) => new TypedResource(unit.name));
    this.rests = new UnitRests(this.meter);
    this.decideCharge = policyCharge(policy.cost.decideOperations, units[entry]!);
    this.reviewCharge = units.map((unit) => policyCharge(policy.cost.reviewOperations, unit));
    this.onBattery = system.batteryJ < Number.POSITIVE_INFINITY;
    const n = trace.timeNs.length;
    this.option = new Int16Array(n);
    this.segment = new Int8Array(n).fill(undecided);
    this.pass = new Uint8Array(n);
    this.ended = new Uint8Array(n);
    this.passes = new Uint32Array(system.options.length);
    this.observation.gridIntensityGPerKwh = system.gridIntensityGPerKwh;
    this.faults = system.faults ? new Faults(system.faults, units, n) : null;
    this.loop = trace.samplesPerQuery === undefined ? null : new ClosedLoop(trace, trace.samplesPerQuery);
    if (n > 0) this.env.post(trace.timeNs[0]!, this.arrivalKind, entry, 0);
    const goesOn = () => this.env.now < trace.horizonNs || this.count() < n;
    this.emissions = system.intensity
      ? new EmissionsMeter(system.intensity, this.env, () => this.settleAll(this.env.now), goesOn)
      : null;
  }

  /** Replays what happens up to and including a time; it may be called again for a later one, and then `complete`. */
  advance(untilNs: number): void {
    this.env.run(untilNs);
  }

  /** Replays the rest. To be called once. */
  complete(): RequestRun {
    const { env, trace, ledger } = this;
    env.run();
    const endNs = Math.max(this.lastEndNs, trace.horizonNs);
    this.settleAll(endNs);
    if (this.onBattery) this.noteBattery(endNs);
    this.emissions?.enter(ledger.totalJ(), endNs - 1);
    ledger.check();
    if (this.count() !== trace.timeNs.length) {
      throw new Error(
        `${this.count()} of ${trace.timeNs.length} requests ended; this is a fault of the simulator, please report it`,
      );
    }
    return {
      requests: trace.timeNs.length,
      done: this.done,
      missed: this.missed,
      dropped: this.dropped,
      correct: this.correct,
      passes: this.passes,
      switches: this.switches,
      serviceNs: this.serviceNs,
      latencies: this.latencies,
      endNs,
      energyJ: ledger.totalJ(),
      ledger: ledger.entries(),
      idleFloorJ: this.meter.idleFloorJ(endNs),
      batteryEmptyAtNs: this.batteryEmptyAtNs,
      eventHash: env.trace.digest(),
      ...(this.emissions ? { emissionsG: this.emissions.totalG() } : {}),
    };
  }

  /** Requests that have ended, in whatever way. */
  private count(): number {
    return this.done + this.missed + this.dropped;
  }

  private arrive(request: number): void {
    const next = request + 1;
    if (next < this.trace.timeNs.length && !this.loop?.waits(next)) {
      this.env.post(this.trace.timeNs[next]! - this.env.now, this.arrivalKind, entry, next);
    }
    const queue = this.queues[entry]!;
    const lost = this.faults?.loses(this.env.now) === true;
    if (lost || (queue.held === queue.capacity && queue.waiting >= this.system.queueLimit)) {
      this.end(request, false);
      this.dropped++;
      return;
    }
    this.join(request, entry);
  }

  private join(request: number, unit: number): void {
    const queue = this.queues[unit]!;
    if (queue.acquire(request)) this.begin(request, unit);
    else this.observer?.waiting(unit, queue.waiting, this.env.now);
  }

  /** The request holds the unit from now on. */
  private begin(request: number, unit: number): void {
    const outageNs = this.faults === null ? 0 : this.faults.outageNs(unit, this.env.now);
    if (outageNs > 0) {
      this.rests.begin(unit, this.env.now);
      this.env.post(outageNs, this.outageKind, unit, request);
      return;
    }
    if (this.segment[request]! >= 0) {
      this.startSegment(request, unit, this.wake(unit, request));
      return;
    }
    const { ns, joules } = this.decideCharge;
    const wakeNs = ns > 0 || this.policy.always === undefined ? this.wake(unit, request) : -1;
    if (this.onBattery) this.noteBattery(this.env.now);
    const chosen = this.policy.always ?? this.decide(request, wakeNs);
    this.startPass(request, chosen);
    const first = this.segmentOf(request);
    const spentNs = Math.max(wakeNs, 0) + ns;
    if (ns > 0) {
      this.ledger.add(unit, policyCause, joules);
      this.observer?.busy('decide', unit, request, -1, -1, this.env.now + spentNs - ns, ns, joules);
    }
    if (first.unit === unit) {
      this.startSegment(request, unit, wakeNs < 0 ? this.wake(unit, request) : spentNs);
    } else if (spentNs > 0) {
      // The deciding unit is busy until then, but no segment of the request runs on it.
      this.segment[request] = deciding;
      this.env.post(spentNs, this.segmentKind, unit, request);
    } else {
      this.leave(unit);
      this.join(request, first.unit);
    }
  }

  private decide(request: number, wakeNs: number): number {
    const { observation, env } = this;
    observation.request = request;
    observation.timeNs = env.now + wakeNs;
    observation.queueLength = this.queues[entry]!.waiting;
    observation.deadlineLeftNs = this.trace.timeNs[request]! + this.system.deadlineNs - observation.timeNs;
    if (this.emissions) observation.gridIntensityGPerKwh = this.emissions.at(observation.timeNs);
    if (this.onBattery) observation.batteryShare = this.ledger.batteryShare();
    return this.policy.decide(observation);
  }

  private startPass(request: number, option: number): void {
    checkAnswer(this.policy, option, request, this.system.options.length);
    if (this.lastOption !== option && this.lastOption >= 0) this.switches++;
    this.lastOption = option;
    this.option[request] = option;
    this.segment[request] = 0;
    this.passes[option]!++;
  }

  private segmentOf(request: number): Segment {
    return this.system.options[this.option[request]!]!.segments[this.segment[request]!]!;
  }

  /** @param beforeNs time the unit is busy for this request before the segment: waking, deciding */
  private startSegment(request: number, unit: number, beforeNs: number): void {
    const { observer } = this;
    const option = this.option[request]!;
    const { segments } = this.system.options[option]!;
    const at = this.segment[request]!;
    const segment = segments[at]!;
    const sample = this.trace.sample[request]!;
    const fromNs = this.env.now + beforeNs;
    let durationNs = segment.durationNs[segment.stride * sample]!;
    let joules = observer === null ? 0 : segmentJ(segment, sample);
    if (this.faults !== null) {
      const extraNs = this.faults.stretch(unit, request, at === 0, fromNs, durationNs);
      const extraJ = this.faults.stretchJ(unit, extraNs);
      this.ledger.add(unit, causeIndex('static'), extraJ);
      durationNs += extraNs;
      joules += extraJ;
    }
    this.meter.ran(option, at, sample);
    observer?.busy('run', unit, request, option, at, fromNs, durationNs, joules);
    this.serviceNs += durationNs;
    let busyNs = beforeNs + durationNs;
    if (this.policy.review && at === segments.length - 1) {
      const { ns, joules } = this.reviewCharge[unit]!;
      busyNs += ns;
      this.ledger.add(unit, policyCause, joules);
      observer?.busy('review', unit, request, option, at, fromNs + durationNs, ns, joules);
    }
    this.env.post(busyNs, this.segmentKind, unit, request);
  }

  private endSegment(unit: number, request: number): void {
    if (this.segment[request] === deciding) {
      this.segment[request] = 0;
      this.leave(unit);
      this.join(request, this.segmentOf(request).unit);
      return;
    }
    const next = this.segment[request]! + 1;
    if (next < this.system.options[this.option[request]!]!.segments.length) {
      this.segment[request] = next;
      this.move(request, unit);
      return;
    }
    const refined = this.policy.review ? this.review(request) : -1;
    if (refined >= 0) {
      this.startPass(request, refined);
      this.move(request, unit);
      return;
    }
    this.finish(request);
    this.leave(unit);
  }

  /** Goes on with the request's next segment, on the unit it holds or in another's queue. */
  private move(request: number, unit: number): void {
    const next = this.segmentOf(request).unit;
    if (next === unit) {
      this.startSegment(request, unit, 0);
      return;
    }
    this.leave(unit);
    this.join(request, next);
  }

  private review(request: number): number {
    const { result, env } = this;
    const costs = this.system.options[this.option[request]!]!;
    const sample = this.trace.sample[request]!;
    result.request = request;
    result.option = this.option[request]!;
    result.pass = this.pass[request]!;
    result.confidence = costs.confidence[sample]! / 65535;
    result.serviceNs = costs.serviceNs[costs.stride * sample]! + (this.faults?.passStretchNs(request) ?? 0);
    result.deadlineLeftNs = this.trace.timeNs[request]! + this.system.deadlineNs - env.now;
    result.queueLength = this.queues[entry]!.waiting;
    const answer = this.policy.review!(result);
    if (answer === accept) return -1;
    if (answer < accept) {
      this.option[request] = this.earlier.recalled(request, answer, result.option);
      return -1;
    }
    if (++this.pass[request]! >= maxPasses) {
      throw new RangeError(
        `the policy refined request ${request} ${maxPasses} times; at most ${maxPasses - 1} are allowed`,
      );
    }
    this.earlier.refined(request, result.option);
    return answer;
  }

  private finish(request: number): void {
    this.end(request, true);
    if (this.pass[request]! > 0) this.earlier.forget(request);
    const latencyNs = this.env.now - this.trace.timeNs[request]!;
    const costs = this.system.options[this.option[request]!]!;
    const sample = this.trace.sample[request]!;
    this.latencies.add(latencyNs);
    this.observation.lastConfidence = costs.confidence[sample]! / 65535;
    if (latencyNs > this.system.deadlineNs) this.missed++;
    else {
      this.done++;
      this.correct += costs.correct[sample]!;
    }
  }

  private end(request: number, served: boolean): void {
    if (this.ended[request] === 1)
      throw new Error(`request ${request} ended twice; please report this fault`);
    this.ended[request] = 1;
    this.lastEndNs = this.env.now;
    this.observer?.ended(request, served, this.env.now);
    const next = this.loop?.ended(request, this.env.now) ?? -1;
    if (next >= 0) this.env.post(0, this.arrivalKind, entry, next);
  }

  /** The unit's holder is done with it: the next in its queue begins, or the unit rests. */
  private leave(unit: number): void {
    const next = this.queues[unit]!.release();
    if (next >= 0) {
      this.observer?.waiting(unit, this.queues[unit]!.waiting, this.env.now);
      this.begin(next, unit);
    } else this.rests.begin(unit, this.env.now);
  }

  /** Ends a unit's rest, if it rests. @returns the time it takes to wake, ns */
  private wake(unit: number, request: number): number {
    const { now } = this.env;
    const state = this.rests.end(unit, now);
    if (state === null) return 0;
    if (state.wakeNs === 0 && state.wakeEnergyJ === 0 && this.observer === null) return 0;
    const joules = wakeEnergyJ(state);
    this.ledger.add(unit, wakeCause, joules);
    const durationNs = Math.round(state.wakeNs);
    this.observer?.busy('wake', unit, request, -1, -1, now, durationNs, joules);
    return durationNs;
  }

  /** Brings the ledger up to date. @returns its total, J */
  private settleAll(nowNs: number): number {
    this.rests.settleAll(nowNs);
    this.meter.post();
    return this.ledger.totalJ();
  }

  private noteBattery(nowNs: number): void {
    this.settleAll(nowNs);
    const share = this.ledger.batteryShare();
    if (this.batteryEmptyAtNs === null && share === 0) this.batteryEmptyAtNs = nowNs;
    this.observer?.battery(share, nowNs);
  }
}
