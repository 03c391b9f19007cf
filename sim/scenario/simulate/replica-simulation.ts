import type { Environment } from '../../engine/environment.ts';
import type { Policy } from '../../policies/policy.ts';
import { throwIfGivenUp } from '../../sweep/given-up.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { checkAnswer } from './check-answer.ts';
import { heldNs } from './held-ns.ts';
import { PolicyView } from './policy-view.ts';
import type { Replicas } from './replicas.ts';
import { replicasWanted, type Wish } from './replicas-wanted.ts';
import { replicatedPass, replicatedPasses } from './replicated-passes.ts';
import type { Watch } from './request-observer.ts';
import type { RequestRun, SimulatedSystem } from './request-run.ts';
import { RunAccount } from './run-account.ts';
import { SlowedPasses } from './slowed-passes.ts';

type State = 'off' | 'booting' | 'free' | 'busy';

/**
 * Equal units that serve one queue, first come, first served, the free one of the lowest number first. Their number
 * follows the load (`replicasWanted`). One that is added boots before it serves; one that is taken away ends what it does,
 * and draws nothing from then on. A free replica rests as the unit of the profile does.
 */
export class ReplicaSimulation {
  private readonly system: SimulatedSystem;
  private readonly replicas: Replicas;
  private readonly trace: RequestTrace;
  private readonly policy: Policy;
  private readonly account: RunAccount;
  private readonly env: Environment;
  private readonly passes: SlowedPasses;
  private readonly view: PolicyView;
  private readonly arrivalKind: number;
  private readonly endKind: number;
  private readonly heldKind: number;
  private readonly sensedKind: number;
  private readonly bootedKind: number;
  private readonly option: Int16Array;
  private readonly line: number[] = [];
  private lineFrom = 0;
  /** By replica. One that is leaving goes off when it has ended what it does. */
  private readonly state: State[];
  private readonly leaving: boolean[];
  private readonly busySinceNs: Float64Array;
  /** By replica: it takes nothing in until then, ns. */
  private readonly outUntilNs: Float64Array;
  /** Work since the rule was applied last, over all replicas, ns. */
  private busyNs = 0;
  private readonly wishes: Wish[] = [];
  private heldUntilNs = -1;
  private boots = 0;
  private mostOn = 0;
  private onNs = 0;
  private countedNs = 0;

  constructor(system: SimulatedSystem, trace: RequestTrace, policy: Policy, watch: Watch = {}) {
    const replicas = system.replicas!;
    const { length } = system.units;
    const paid = replicatedPasses(system);
    const account = new RunAccount(system, paid, trace, policy, watch);
    const { env, energy, site } = account;
    this.system = system;
    this.replicas = replicas;
    this.trace = trace;
    this.policy = policy;
    this.account = account;
    this.env = env;
    this.arrivalKind = env.kind('arrival', (_, request) => this.arrive(request));
    this.endKind = env.kind('end of segment', (unit, request) => this.end(unit, request));
    this.heldKind = env.kind('end of hold', () => this.serve());
    // A kind that a run has no use for would change its hash.
    this.sensedKind = site ? env.kind('sensed', (_, request) => this.offer(request)) : -1;
    this.bootedKind =
      replicas.most > replicas.least ? env.kind('replica booted', (unit) => this.booted(unit)) : -1;
    this.passes = new SlowedPasses(account, paid, trace);
    this.view = new PolicyView({ system, trace, env }, this, energy, site);
    this.option = new Int16Array(trace.timeNs.length);
    this.state = system.units.map((_, unit) => (unit < replicas.least ? 'free' : 'off'));
    this.leaving = system.units.map(() => false);
    this.busySinceNs = new Float64Array(length);
    this.outUntilNs = new Float64Array(length);
    for (let unit = replicas.least; unit < length; unit++) energy.off(unit);
    this.mostOn = replicas.least;
    account.begin(this.arrivalKind);
    if (replicas.most > replicas.least) {
      const scale: number = env.kind('scaling', () => {
        if (!account.goesOn) return;
        this.scale();
        env.post(replicas.syncNs, scale, 0, 0);
      });
      env.post(replicas.syncNs, scale, 0, 0);
    }
    account.meterEmissions();
    this.view.emissions = account.emissions;
  }

  /** To be called once. */
  complete(): RequestRun {
    const { account, replicas, system } = this;
    this.env.run();
    const endNs = Math.max(account.tally.lastEndNs, this.trace.horizonNs);
    this.count(endNs);
    account.energy.endOff(endNs);
    const { length } = system.units;
    // Without a request the least would rest, and no other would be on.
    const run = account.end((timeNs) => (account.energy.idleFloorJ(timeNs) * replicas.least) / length);
    return {
      ...run,
      replicas: { mean: this.onNs / run.endNs, most: this.mostOn, boots: this.boots },
    };
  }

  /** Requests that wait for a replica. */
  get waiting(): number {
    return this.line.length - this.lineFrom;
  }

  /** Replicas that are on or booting, and stay. */
  private get current(): number {
    return this.state.reduce((sum, state, unit) => sum + (state !== 'off' && !this.leaving[unit] ? 1 : 0), 0);
  }

  private arrive(request: number): void {
    if ((request & 1023) === 0) throwIfGivenUp();
    const next = request + 1;
    const { timeNs } = this.trace;
    const { faults, site, energy } = this.account;
    if (next < timeNs.length) this.env.post(timeNs[next]! - this.env.now, this.arrivalKind, 0, next);
    if (faults?.loses(this.env.now) === true) {
      this.drop(request);
      return;
    }
    const sensor = site?.sensor;
    if (sensor) energy.sense(sensor.sampleJ);
    if (sensor && sensor.sampleNs > 0) this.env.post(sensor.sampleNs, this.sensedKind, 0, request);
    else this.offer(request);
  }

  private offer(request: number): void {
    if (this.waiting >= this.system.queueLimit && this.waiting >= this.places + this.system.queueLimit) {
      this.drop(request);
      return;
    }
    this.line.push(request);
    this.serve();
  }

  /** Whoever waits for the end of an outage has a place, as if it held the replica. */
  private get places(): number {
    return this.state.filter((state, unit) => state === 'free' && !this.leaving[unit]).length;
  }

  private drop(request: number): void {
    this.account.tally.drop(request);
    this.account.observer?.ended(request, false, this.env.now, -1);
  }

  /** The free replica of the lowest number that takes requests in, or -1. */
  private free(): number {
    const { state, leaving, outUntilNs } = this;
    for (let unit = 0; unit < state.length; unit++)
      if (state[unit] === 'free' && !leaving[unit] && outUntilNs[unit]! <= this.env.now) return unit;
    return -1;
  }

  /** Free replicas turn to requests that wait. */
  private serve(): void {
    for (let unit = this.free(); unit >= 0 && this.waiting > 0; unit = this.free()) {
      if (this.isOut(unit)) continue;
      if (this.policy.hold && this.held(this.line[this.lineFrom]!)) break;
      const request = this.line[this.lineFrom++]!;
      if (this.lineFrom > 4096 && this.lineFrom > this.line.length / 2) {
        this.line.splice(0, this.lineFrom);
        this.lineFrom = 0;
      }
      this.begin(unit, request);
    }
    this.account.observer?.waiting(0, this.waiting, this.env.now);
  }

  /** Whether a replica takes in nothing now: requests that wait are served again when it does. */
  private isOut(unit: number): boolean {
    const outageNs = this.account.faults?.outageNs(unit, this.env.now) ?? 0;
    if (outageNs === 0) return false;
    this.outUntilNs[unit] = this.env.now + outageNs;
    this.env.post(outageNs, this.heldKind, unit, this.line[this.lineFrom]!);
    return true;
  }

  private held(request: number): boolean {
    if (this.env.now < this.heldUntilNs) return true;
    const seen = this.view.of(request, 0);
    const ns = seen.deadlineLeftNs > 0 ? heldNs(this.policy.hold!(seen), seen.deadlineLeftNs) : 0;
    if (ns === 0) return false;
    this.heldUntilNs = this.env.now + ns;
    this.env.post(ns, this.heldKind, 0, request);
    return true;
  }

  private begin(unit: number, request: number): void {
    const { policy, env } = this;
    const { energy } = this.account;
    this.state[unit] = 'busy';
    this.busySinceNs[unit] = env.now;
    const wakeNs = energy.wake(unit, request);
    const decideNs = energy.decideNs;
    this.startPass(request, policy.always ?? policy.decide(this.view.of(request, wakeNs)));
    this.account.curve?.decided(request, this.option[request]!);
    if (decideNs > 0) energy.decide(unit, request, env.now + wakeNs);
    this.run(unit, request, wakeNs + decideNs);
  }

  private startPass(request: number, option: number): void {
    checkAnswer(this.policy, option, request, this.system.options.length);
    this.account.tally.startPass(option);
    this.option[request] = option;
  }

  /** @param beforeNs time the replica is busy for the request before the pass: waking, deciding */
  private run(unit: number, request: number, beforeNs: number): void {
    const { energy, reviews } = this.account;
    const pass = replicatedPass(this.system, this.option[request]!, unit);
    let busyNs = beforeNs + this.passes.run(unit, [request], pass, beforeNs);
    if (reviews !== null) busyNs += energy.review(unit, request, pass, 0, this.env.now + busyNs);
    this.env.post(busyNs, this.endKind, unit, request);
  }

  private end(unit: number, request: number): void {
    const { tally, observer, reviews, energy } = this.account;
    const refined = reviews === null ? -1 : reviews.review(request, this.option, this.waiting);
    if (refined >= 0) {
      this.startPass(request, refined);
      this.account.curve?.refined(request, refined);
      this.run(unit, request, 0);
      return;
    }
    reviews?.forget(request);
    const costs = this.system.options[this.option[request]!]!;
    const sample = this.trace.sample[request]!;
    tally.finish(request, this.env.now - this.trace.timeNs[request]!, costs.correct[sample]!);
    observer?.ended(request, true, this.env.now, this.option[request]!);
    this.view.ended(costs, sample);
    this.busyNs += this.env.now - this.busySinceNs[unit]!;
    this.state[unit] = 'free';
    if (!this.leaving[unit] && this.waiting > 0) this.serve();
    if (this.state[unit] !== 'free') return;
    energy.rest(unit);
    if (this.leaving[unit]) this.turnOff(unit);
  }

  private scale(): void {
    const { env, state, replicas } = this;
    state.forEach((each, unit) => {
      if (each !== 'busy') return;
      this.busyNs += env.now - this.busySinceNs[unit]!;
      this.busySinceNs[unit] = env.now;
    });
    const { current } = this;
    const share = this.busyNs / (current * replicas.syncNs);
    this.busyNs = 0;
    const wanted = replicasWanted(replicas, current, share, env.now, this.wishes);
    for (let missing = wanted - current; missing > 0; missing--) this.add();
    for (let spare = current - wanted; spare > 0; spare--) this.takeAway();
  }

  /** One that was about to leave stays; else one boots. */
  private add(): void {
    const stays = this.leaving.indexOf(true);
    if (stays >= 0) {
      this.leaving[stays] = false;
      return;
    }
    const unit = this.state.indexOf('off');
    const { bootNs, bootJ } = this.replicas;
    this.count(this.env.now);
    this.state[unit] = 'booting';
    this.boots++;
    this.mostOn = Math.max(this.mostOn, this.on);
    this.account.energy.boot(unit, bootNs, bootJ);
    this.env.post(bootNs, this.bootedKind, unit, 0);
  }

  private booted(unit: number): void {
    this.state[unit] = 'free';
    this.account.energy.rest(unit);
    if (this.leaving[unit]) this.turnOff(unit);
    else this.serve();
  }

  /** The free one of the highest number goes at once; else the last one leaves when it can. */
  private takeAway(): void {
    const stays = (unit: number) => !this.leaving[unit];
    const idle = this.state.findLastIndex((state, unit) => state === 'free' && stays(unit));
    if (idle >= 0) this.turnOff(idle);
    else this.leaving[this.state.findLastIndex((state, unit) => state !== 'off' && stays(unit))] = true;
  }

  private turnOff(unit: number): void {
    this.count(this.env.now);
    this.state[unit] = 'off';
    this.leaving[unit] = false;
    this.account.energy.off(unit);
  }

  private get on(): number {
    return this.state.reduce((sum, state) => sum + (state === 'off' ? 0 : 1), 0);
  }

  /** Adds up how many were on since the last change. */
  private count(nowNs: number): void {
    this.onNs += this.on * (nowNs - this.countedNs);
    this.countedNs = nowNs;
  }
}
