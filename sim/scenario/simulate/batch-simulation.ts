import type { Environment } from '../../engine/environment.ts';
import type { Policy } from '../../policies/policy.ts';
import { throwIfGivenUp } from '../../sweep/given-up.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { batchedPass, batchedPasses } from './batched-passes.ts';
import type { Batching } from './batching.ts';
import { checkAnswer } from './check-answer.ts';
import { ClockOfRun } from './clocks/clock-of-run.ts';
import { heldNs } from './held-ns.ts';
import { PolicyView } from './policy-view.ts';
import type { Watch } from './request-observer.ts';
import type { RequestRun, SimulatedSystem } from './request-run.ts';
import { RunAccount } from './run-account.ts';
import { SlowedPasses } from './slowed-passes.ts';

const unit = 0;

/** Requests that have one pass together. */
interface Group {
  readonly option: number;
  readonly requests: number[];
  /** How long the pass takes undisturbed, ns. */
  passNs: number;
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
  private readonly account: RunAccount;
  private readonly env: Environment;
  private readonly passes: SlowedPasses;
  private readonly view: PolicyView;
  private readonly clock: ClockOfRun | null;
  private readonly arrivalKind: number;
  private readonly endKind: number;
  private readonly dueKind: number;
  private readonly sensedKind: number;
  /** The batch begins with so many at the latest: with more, requests would be dropped. */
  private readonly full: number;
  /** Per request: the option of its pass. */
  private readonly option: Int16Array;
  /** Requests that wait, in the order of their arrival, from `lineFrom` on. */
  private readonly line: number[] = [];
  private lineFrom = 0;
  /** The next request that may join the line. */
  private next = 0;
  private busy = false;
  /** The policy holds the queue back until then, or the unit takes nothing in, ns. */
  private heldUntilNs = -1;
  private outUntilNs = -1;
  private groups: Group[] = [];
  private refined: Group[] = [];

  constructor(system: SimulatedSystem, trace: RequestTrace, policy: Policy, watch: Watch = {}) {
    const batching = system.batching!;
    const paid = batchedPasses(system);
    const account = new RunAccount(system, paid, trace, policy, watch);
    const { env, energy, observer, site } = account;
    this.system = system;
    this.batching = batching;
    this.trace = trace;
    this.policy = policy;
    this.account = account;
    this.env = env;
    this.arrivalKind = env.kind('arrival', (_, request) => this.arrive(request));
    this.endKind = env.kind('end of segment', () => this.endGroup());
    this.dueKind = env.kind('batch is due', () => this.consider());
    // A kind that a run has no use for would change its hash.
    this.sensedKind = site ? env.kind('sensed', (_, request) => this.offer(request)) : -1;
    this.passes = new SlowedPasses(account, paid, trace);
    this.view = new PolicyView({ system, trace, env }, this, energy, site);
    this.clock = system.clocks ? new ClockOfRun(system.clocks, this.view, energy, observer) : null;
    this.full = Math.min(batching.most, Math.max(1, system.queueLimit));
    this.option = new Int16Array(trace.timeNs.length);
    account.begin(this.arrivalKind);
    account.meterEmissions();
    this.view.emissions = account.emissions;
  }

  /** To be called once. */
  complete(): RequestRun {
    this.env.run();
    return { ...this.account.end(), ...(this.clock ? { clocks: this.clock.counts() } : {}) };
  }

  /** Requests that wait for the unit. */
  get waiting(): number {
    return this.line.length - this.lineFrom;
  }

  private arrive(request: number): void {
    if ((request & 1023) === 0) throwIfGivenUp();
    const { timeNs } = this.trace;
    const { loop, faults, site, energy } = this.account;
    const next = request + 1;
    if (next < timeNs.length && !loop?.waits(next))
      this.env.post(timeNs[next]! - this.env.now, this.arrivalKind, unit, next);
    const sensor = site?.sensor;
    if (faults?.loses(this.env.now) === true) {
      this.drop(request);
      // Those that came in this very ns before it did not begin, because it might have joined them.
      if (!sensor?.sampleNs) this.joined(request);
      return;
    }
    if (sensor) energy.sense(sensor.sampleJ);
    if (sensor && sensor.sampleNs > 0) this.env.post(sensor.sampleNs, this.sensedKind, unit, request);
    else this.offer(request);
  }

  private offer(request: number): void {
    const begun = this.busy ? 0 : this.batching.most;
    if (this.waiting >= begun + this.system.queueLimit) this.drop(request);
    else {
      this.line.push(request);
      this.tellWaiting();
    }
    this.joined(request);
  }

  private joined(request: number): void {
    this.next = request + 1;
    this.consider();
  }

  private drop(request: number): void {
    this.account.tally.drop(request);
    this.account.observer?.ended(request, false, this.env.now, -1);
    this.issueAfter(request);
  }

  /** Begins a batch where one is due, or looks again when it will be. @returns whether one has begun */
  private consider(): boolean {
    const { env, trace, batching } = this;
    if (this.busy || this.waiting === 0 || this.comesNow() || env.now < this.outUntilNs) return false;
    const first = this.line[this.lineFrom]!;
    const dueNs = this.waiting >= this.full ? env.now : trace.timeNs[first]! + batching.waitNs;
    const restNs = Math.max(dueNs, this.heldUntilNs) - env.now;
    if (restNs > 0) {
      env.post(restNs, this.dueKind, unit, first);
      return false;
    }
    const outageNs = this.account.faults?.outageNs(unit, env.now) ?? 0;
    if (outageNs > 0) {
      this.outUntilNs = env.now + outageNs;
      env.post(outageNs, this.dueKind, unit, first);
      return false;
    }
    if (this.policy.hold && this.held(first)) return false;
    this.beginBatch();
    return true;
  }

  /** Whether another request joins the line in this very ns: those that come together are one batch. */
  private comesNow(): boolean {
    const { timeNs } = this.trace;
    const { tally, loop, site } = this.account;
    const laterNs = site?.sensor?.sampleNs ?? 0;
    let { next } = this;
    while (next < timeNs.length && tally.hasEnded(next)) next++;
    return next < timeNs.length && !loop?.waits(next) && timeNs[next]! + laterNs === this.env.now;
  }

  /** Whether the policy holds its queue back: it is then asked again later. */
  private held(first: number): boolean {
    const seen = this.view.of(first, 0);
    const ns = seen.deadlineLeftNs > 0 ? heldNs(this.policy.hold!(seen), seen.deadlineLeftNs) : 0;
    if (ns === 0) return false;
    this.heldUntilNs = this.env.now + ns;
    this.env.post(ns, this.dueKind, unit, first);
    return true;
  }

  private beginBatch(): void {
    const { env, policy, view } = this;
    const { energy } = this.account;
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
    if (this.account.onBattery) this.account.noteBattery(energy.batteryShare(), env.now);
    this.groups = [];
    for (const request of batch) {
      const option = policy.always ?? policy.decide(view.of(request, fromNs - env.now));
      this.join(this.groups, request, option);
      if (decideNs > 0) energy.decide(unit, request, fromNs);
      fromNs += decideNs;
    }
    this.startGroup(fromNs - env.now);
  }

  /** Adds a request to the group of its option. */
  private join(groups: Group[], request: number, option: number): void {
    checkAnswer(this.policy, option, request, this.system.options.length);
    this.account.tally.startPass(option);
    this.option[request] = option;
    const group = groups.find((each) => each.option === option);
    if (group) group.requests.push(request);
    else groups.push({ option, requests: [request], passNs: 0 });
  }

  /** @param aheadNs time the unit is busy for the batch before the pass: waking, deciding */
  private startGroup(aheadNs: number): void {
    const { env, system, clock } = this;
    const { energy, reviews } = this.account;
    const group = this.groups[0]!;
    const { option, requests } = group;
    const samples = requests.length;
    const behind = this.groups.reduce((sum, each) => sum + each.requests.length, -samples);
    const beforeNs = aheadNs + (clock?.begin(requests[0]!, option, aheadNs, samples, behind) ?? 0);
    const pass = batchedPass(system, clock?.present ?? 0, option, samples);
    group.passNs = this.passes.plainNs(pass);
    let busyNs = beforeNs + this.passes.run(unit, requests, pass, beforeNs);
    if (reviews !== null)
      for (const request of requests) busyNs += energy.review(unit, request, pass, 0, env.now + busyNs);
    clock?.busy(busyNs);
    env.post(busyNs, this.endKind, unit, requests[0]!);
  }

  private endGroup(): void {
    const { requests, passNs } = this.groups.shift()!;
    const { reviews } = this.account;
    for (const request of requests) {
      const answer = reviews === null ? -1 : reviews.review(request, this.option, this.waiting, passNs);
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
    if (!this.consider()) this.account.energy.rest(unit);
  }

  private finish(request: number): void {
    const { tally, observer, reviews } = this.account;
    reviews?.forget(request);
    const costs = this.system.options[this.option[request]!]!;
    const sample = this.trace.sample[request]!;
    tally.finish(request, this.env.now - this.trace.timeNs[request]!, costs.correct[sample]!);
    observer?.ended(request, true, this.env.now, this.option[request]!);
    this.issueAfter(request);
    this.view.ended(costs, sample);
  }

  /** In a closed loop the end of a query issues the next. */
  private issueAfter(request: number): void {
    const next = this.account.loop?.ended(request, this.env.now) ?? -1;
    if (next >= 0) this.env.post(0, this.arrivalKind, unit, next);
  }

  private tellWaiting(): void {
    this.account.observer?.waiting(unit, this.waiting, this.env.now);
  }
}
