import type { Environment } from '../../engine/environment.ts';
import type { Policy } from '../../policies/policy.ts';
import { throwIfGivenUp } from '../../sweep/given-up.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { BatteryWatch } from './battery-watch.ts';
import { checkAnswer } from './check-answer.ts';
import { emptyObservation } from './policy-inputs.ts';
import type { RequestReviews } from './request-reviews.ts';
import type { RequestRun, SimulatedSystem } from './request-run.ts';
import type { RequestTally } from './request-tally.ts';
import { RunAccount } from './run-account.ts';
import type { SpentCurve } from './spent-curve.ts';
import type { UnitEnergy } from './unit-energy.ts';
import { withPasses } from './with-passes.ts';

const unit = 0;

/**
 * `RequestSimulation` for one unit with nothing around it: the same run, bit for bit, several times as fast. One line
 * of requests never has more than two events pending, the next arrival and the end of the pass, and requests are served
 * in the order in which they came: no set of events and no queue is needed to know what comes next. Where someone
 * watches, `RequestSimulation` runs: what is traced and what is scored check each other.
 */
export class LineSimulation {
  private readonly system: SimulatedSystem;
  /** By number of a pass (`withPasses`). */
  private readonly costs: SimulatedSystem['options'];
  private readonly trace: RequestTrace;
  private readonly policy: Policy;
  private readonly account: RunAccount;
  /** For its clock, its hash of events and its refusals. */
  private readonly env: Environment;
  private readonly energy: UnitEnergy;
  private readonly tally: RequestTally;
  private readonly reviews: RequestReviews | null;
  private readonly curve: SpentCurve | null;
  private readonly battery: BatteryWatch | null;
  private readonly endKind: number;
  private readonly observation = emptyObservation();
  /** Per request: the number of its pass. */
  private readonly option: Int16Array;
  /** Requests that wait, in the order of their arrival. */
  private readonly line: Uint32Array;
  private lineFrom = 0;
  private lineTo = 0;
  /** When the pass that runs ends, ns; Infinity: the unit rests. */
  private endNs = Number.POSITIVE_INFINITY;
  /** The request whose result was the last; -1: there was none. */
  private lastEnded = -1;

  constructor(system: SimulatedSystem, trace: RequestTrace, policy: Policy, curve: SpentCurve | null = null) {
    const n = trace.timeNs.length;
    const paid = withPasses(system);
    this.system = system;
    this.costs = paid.options;
    this.trace = trace;
    this.policy = policy;
    this.curve = curve;
    this.account = new RunAccount(system, paid, trace, policy);
    this.env = this.account.env;
    this.env.kind('arrival', () => {});
    this.endKind = this.env.kind('end of segment', () => {});
    this.energy = this.account.energy;
    this.tally = this.account.tally;
    this.reviews = this.account.reviews;
    const shareLeft = () => this.energy.batteryShare();
    const { onBattery } = this.account;
    this.battery = onBattery ? new BatteryWatch(system, policy, shareLeft) : null;
    // Few policies look at the charge, and bringing it up to date would take a third of the run; or at the last confidence.
    const { observation } = this;
    if (onBattery) Object.defineProperty(observation, 'batteryShare', { get: shareLeft, enumerable: true });
    const get = () => this.lastConfidence;
    Object.defineProperty(observation, 'lastConfidence', { get, enumerable: true });
    this.option = new Int16Array(n);
    this.line = new Uint32Array(n);
    this.observation.gridIntensityGPerKwh = system.gridIntensityGPerKwh;
  }

  /** Whether a run is one that this simulates. A trace that runs backwards is left to the engine, which refuses it. */
  static suits(system: SimulatedSystem, trace: RequestTrace, policy: Policy): boolean {
    const { units, options, clocks, environment, faults, intensity } = system;
    if (units.length !== 1 || clocks || system.streams || environment || faults || intensity || policy.hold)
      return false;
    if (trace.samplesPerQuery !== undefined || options.some(({ segments }) => segments.length !== 1))
      return false;
    return ascends(trace.timeNs);
  }

  /** To be called once. */
  complete(): RequestRun {
    const { always } = this.policy;
    if (always !== undefined && this.isOneTime(always)) this.replayFixed(always);
    else this.replay();
    this.account.batteryEmptyAtNs = this.battery?.emptyAtNs ?? null;
    return this.account.end();
  }

  private replay(): void {
    const { env, endKind } = this;
    const { timeNs } = this.trace;
    const n = timeNs.length;
    const arrivalKind = 0;
    let next = 0;
    let serving = -1;
    // Of two events of one time the one that was scheduled first comes first: the arrival, unless the end was pending
    // already when the arrival before it was handled.
    let arrivalIsOlder = false;
    while (next < n || serving >= 0) {
      const { endNs } = this;
      const arrivalNs = next < n ? timeNs[next]! : Number.POSITIVE_INFINITY;
      if (arrivalNs < endNs || (arrivalNs === endNs && arrivalIsOlder)) {
        if ((next & 1023) === 0) throwIfGivenUp();
        env.now = arrivalNs;
        env.trace.add(arrivalNs, arrivalKind, unit, next);
        if (serving < 0) {
          serving = next;
          this.begin(next);
          arrivalIsOlder = true;
        } else {
          if (this.lineTo - this.lineFrom < this.system.queueLimit) this.line[this.lineTo++] = next;
          else this.tally.drop(next);
          arrivalIsOlder = false;
        }
        next++;
        continue;
      }
      env.now = endNs;
      env.trace.add(endNs, endKind, unit, serving);
      serving = this.end(serving);
      arrivalIsOlder = true;
    }
  }

  /** Whether each request of a policy that always answers this option takes the unit the same time, waking left out. */
  private isOneTime(always: number): boolean {
    const { stride, segments } = this.system.options[always] ?? {};
    const isWhole = Number.isSafeInteger(segments?.[0]?.durationNs[0]);
    return this.reviews === null && this.energy.decideNs === 0 && stride === 0 && isWhole;
  }

  /** The same as `replay` where nobody is asked and nothing is looked up: what most runs are, and those of all pilots. */
  private replayFixed(always: number): void {
    const { env, endKind, energy, tally, battery, line } = this;
    const { timeNs, sample } = this.trace;
    const { queueLimit, options } = this.system;
    const { correct, segments } = options[always]!;
    const passNs = segments[0]!.durationNs[0]!;
    const n = timeNs.length;
    const arrivalKind = 0;
    let next = 0;
    let serving = -1;
    let served = 0;
    let endNs = Number.POSITIVE_INFINITY;
    let lineFrom = 0;
    let lineTo = 0;
    let arrivalIsOlder = false;
    if (n > 0) checkAnswer(this.policy, always, 0, options.length);
    while (next < n || serving >= 0) {
      const arrivalNs = next < n ? timeNs[next]! : Number.POSITIVE_INFINITY;
      let begins = -1;
      if (arrivalNs < endNs || (arrivalNs === endNs && arrivalIsOlder)) {
        if ((next & 1023) === 0) throwIfGivenUp();
        env.now = arrivalNs;
        env.trace.add(arrivalNs, arrivalKind, unit, next);
        arrivalIsOlder = serving < 0;
        if (serving < 0) begins = next;
        else if (lineTo - lineFrom < queueLimit) line[lineTo++] = next;
        else tally.drop(next);
        next++;
      } else {
        env.now = endNs;
        env.trace.add(endNs, endKind, unit, serving);
        arrivalIsOlder = true;
        tally.finish(serving, endNs - timeNs[serving]!, correct[sample[serving]!]!);
        serving = -1;
        if (lineFrom < lineTo) begins = line[lineFrom++]!;
        else {
          endNs = Number.POSITIVE_INFINITY;
          energy.rest(unit);
        }
      }
      if (begins < 0) continue;
      battery?.begin(env.now);
      const wakeNs = energy.wake(unit, begins);
      energy.run(unit, always, 0, 0, env.now + wakeNs, passNs);
      endNs = env.now + wakeNs + passNs;
      if (endNs > Number.MAX_SAFE_INTEGER) env.post(wakeNs + passNs, endKind, unit, begins);
      serving = begins;
      served++;
    }
    tally.startPasses(always, served, served * passNs);
  }

  /** The unit turns to a request. */
  private begin(request: number): void {
    const { energy, policy, env } = this;
    const ns = energy.decideNs;
    const { always } = policy;
    const wakeNs = ns > 0 || always === undefined ? energy.wake(unit, request) : -1;
    this.battery?.begin(env.now);
    this.startPass(request, always ?? policy.decide(this.observe(request, wakeNs)));
    this.curve?.decided(request, this.option[request]!);
    const spentNs = Math.max(wakeNs, 0) + ns;
    if (ns > 0) energy.decide(unit, request, env.now + spentNs - ns);
    this.run(request, wakeNs < 0 ? energy.wake(unit, request) : spentNs);
  }

  private observe(request: number, wakeNs: number) {
    const { observation, env } = this;
    observation.request = request;
    observation.timeNs = env.now + wakeNs;
    observation.queueLength = this.lineTo - this.lineFrom;
    observation.deadlineLeftNs = this.trace.timeNs[request]! + this.system.deadlineNs - observation.timeNs;
    return observation;
  }

  private get lastConfidence(): number {
    if (this.lastEnded < 0) return 1;
    const { confidence } = this.costs[this.option[this.lastEnded]!]!;
    return confidence[this.trace.sample[this.lastEnded]!]! / 65535;
  }

  private startPass(request: number, option: number, pass = option): void {
    checkAnswer(this.policy, option, request, this.system.options.length);
    this.tally.startPass(option);
    this.option[request] = pass;
  }

  /** @param beforeNs time the unit is busy for this request before the pass: waking, deciding */
  private run(request: number, beforeNs: number): void {
    const option = this.option[request]!;
    const { stride, durationNs } = this.costs[option]!.segments[0]!;
    const sample = this.trace.sample[request]!;
    const passNs = durationNs[stride * sample]!;
    const { now } = this.env;
    this.energy.run(unit, option, 0, sample, now + beforeNs, passNs);
    this.tally.serviceNs += passNs;
    let busyNs = beforeNs + passNs;
    if (this.reviews !== null) busyNs += this.energy.review(unit, request, option, 0, now + busyNs);
    const endNs = now + busyNs;
    if (!(busyNs >= 0 && Math.floor(busyNs) === busyNs && endNs <= Number.MAX_SAFE_INTEGER))
      this.env.post(busyNs, this.endKind, unit, request);
    this.endNs = endNs;
  }

  /** A pass has ended. @returns the request that the unit turns to, or -1 */
  private end(request: number): number {
    const waiting = this.lineTo - this.lineFrom;
    const refined = this.reviews === null ? -1 : this.reviews.review(request, this.option, waiting);
    if (refined >= 0) {
      const pass = this.system.continuations?.pass(this.option[request]!, refined) ?? refined;
      this.startPass(request, refined, pass);
      this.curve?.refined(request, pass);
      this.run(request, 0);
      return request;
    }
    this.reviews?.forget(request);
    const costs = this.costs[this.option[request]!]!;
    const sample = this.trace.sample[request]!;
    this.tally.finish(request, this.env.now - this.trace.timeNs[request]!, costs.correct[sample]!);
    this.lastEnded = request;
    if (waiting === 0) {
      this.endNs = Number.POSITIVE_INFINITY;
      this.energy.rest(unit);
      return -1;
    }
    const next = this.line[this.lineFrom++]!;
    this.begin(next);
    return next;
  }
}

/** Whether times are whole ns that the engine can tell apart, none before the last. */
function ascends(timeNs: Float64Array): boolean {
  let before = 0;
  for (let i = 0; i < timeNs.length; i++) {
    const time = timeNs[i]!;
    if (!(time >= before && Math.floor(time) === time)) return false;
    before = time;
  }
  return before <= Number.MAX_SAFE_INTEGER;
}
