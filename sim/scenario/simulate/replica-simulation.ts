import { Environment } from '../../engine/environment.ts';
import type { Policy } from '../../policies/policy.ts';
import { throwIfGivenUp } from '../../sweep/given-up.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { checkAnswer } from './check-answer.ts';
import { EmissionsMeter } from './emissions-meter.ts';
import { heldNs } from './held-ns.ts';
import { emptyObservation } from './policy-inputs.ts';
import type { Replicas } from './replicas.ts';
import { replicasWanted, type Wish } from './replicas-wanted.ts';
import type { RequestObserver, Watch } from './request-observer.ts';
import { RequestReviews } from './request-reviews.ts';
import type { RequestRun, SimulatedSystem } from './request-run.ts';
import { RequestTally } from './request-tally.ts';
import { UnitEnergy } from './unit-energy.ts';

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
  private readonly env: Environment;
  private readonly observer: RequestObserver | null;
  private readonly energy: UnitEnergy;
  private readonly tally: RequestTally;
  private readonly reviews: RequestReviews | null;
  private readonly emissions: EmissionsMeter | null;
  private readonly observation = emptyObservation();
  private readonly arrivalKind: number;
  private readonly endKind: number;
  private readonly bootedKind: number;
  private readonly heldKind: number;
  private readonly option: Int16Array;
  private readonly line: number[] = [];
  private lineFrom = 0;
  /** By replica. One that is leaving goes off when it has ended what it does. */
  private readonly state: State[];
  private readonly leaving: boolean[];
  private readonly busySinceNs: Float64Array;
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
    const n = trace.timeNs.length;
    this.system = system;
    this.replicas = replicas;
    this.trace = trace;
    this.policy = policy;
    this.env = watch.environment ?? new Environment();
    this.observer = watch.observer ?? null;
    this.arrivalKind = this.env.kind('arrival', (_, request) => this.arrive(request));
    this.endKind = this.env.kind('end of segment', (unit, request) => this.end(unit, request));
    this.bootedKind = this.env.kind('replica booted', (unit) => this.booted(unit));
    this.heldKind = this.env.kind('end of hold', () => this.serve());
    // Every replica has an account of its own, and so passes of its own.
    const options = system.options.flatMap((costs) =>
      system.units.map((_, unit) => ({
        ...costs,
        segments: costs.segments.map((segment) => ({ ...segment, unit })),
      })),
    );
    this.energy = new UnitEnergy(this.env, { ...system, options }, policy, this.observer);
    this.tally = new RequestTally(this.env, trace, system);
    this.reviews = policy.review ? new RequestReviews({ system, trace, policy }, this.env, null, null) : null;
    this.option = new Int16Array(n);
    this.state = system.units.map((_, unit) => (unit < replicas.least ? 'free' : 'off'));
    this.leaving = system.units.map(() => false);
    this.busySinceNs = new Float64Array(system.units.length);
    this.observation.gridIntensityGPerKwh = system.gridIntensityGPerKwh;
    for (let unit = replicas.least; unit < system.units.length; unit++) this.energy.off(unit);
    this.mostOn = replicas.least;
    if (n > 0) this.env.post(trace.timeNs[0]!, this.arrivalKind, 0, 0);
    const goesOn = () => this.env.now < trace.horizonNs || this.tally.count < n;
    if (replicas.most > replicas.least) {
      const scale: number = this.env.kind('scaling', () => {
        if (!goesOn()) return;
        this.scale();
        this.env.post(replicas.syncNs, scale, 0, 0);
      });
      this.env.post(replicas.syncNs, scale, 0, 0);
    }
    this.emissions = system.intensity
      ? new EmissionsMeter(system.intensity, this.env, () => this.energy.settledJ(this.env.now), goesOn)
      : null;
  }

  /** To be called once. */
  complete(): RequestRun {
    const { env, trace, tally, energy, replicas } = this;
    env.run();
    const endNs = Math.max(tally.lastEndNs, trace.horizonNs);
    this.count(endNs);
    energy.settle(endNs);
    this.emissions?.enter(energy.ledger.totalJ(), endNs - 1);
    energy.ledger.check();
    // Without a request the least would rest, and no other would be on.
    const restJ = (timeNs: number) => (energy.idleFloorJ(timeNs) * replicas.least) / this.system.units.length;
    return {
      ...tally.counts(),
      endNs,
      energyJ: energy.ledger.totalJ(),
      ledger: energy.ledger.entries(),
      peakPowerW: energy.peakPowerW(endNs),
      idleFloorJ: restJ(endNs),
      batteryEmptyAtNs: null,
      eventHash: env.trace.digest(),
      replicas: { mean: this.onNs / endNs, most: this.mostOn, boots: this.boots },
      ...this.emissions?.summary(endNs, restJ),
    };
  }

  private get waiting(): number {
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
    if (next < timeNs.length) this.env.post(timeNs[next]! - this.env.now, this.arrivalKind, 0, next);
    if (this.free() < 0 && this.waiting >= this.system.queueLimit) {
      this.tally.drop(request);
      this.observer?.ended(request, false, this.env.now, -1);
      return;
    }
    this.line.push(request);
    this.serve();
  }

  private free(): number {
    return this.state.findIndex((state, unit) => state === 'free' && !this.leaving[unit]);
  }

  /** Free replicas turn to requests that wait. */
  private serve(): void {
    for (let unit = this.free(); unit >= 0 && this.waiting > 0; unit = this.free()) {
      if (this.policy.hold && this.held(this.line[this.lineFrom]!)) break;
      const request = this.line[this.lineFrom++]!;
      if (this.lineFrom > 4096 && this.lineFrom > this.line.length / 2) {
        this.line.splice(0, this.lineFrom);
        this.lineFrom = 0;
      }
      this.begin(unit, request);
    }
    this.observer?.waiting(0, this.waiting, this.env.now);
  }

  private held(request: number): boolean {
    if (this.env.now < this.heldUntilNs) return true;
    const seen = this.observe(request, 0);
    const ns = seen.deadlineLeftNs > 0 ? heldNs(this.policy.hold!(seen), seen.deadlineLeftNs) : 0;
    if (ns === 0) return false;
    this.heldUntilNs = this.env.now + ns;
    this.env.post(ns, this.heldKind, 0, request);
    return true;
  }

  private begin(unit: number, request: number): void {
    const { energy, policy, env } = this;
    this.state[unit] = 'busy';
    this.busySinceNs[unit] = env.now;
    const wakeNs = energy.wake(unit, request);
    const decideNs = energy.decideNs;
    this.startPass(request, policy.always ?? policy.decide(this.observe(request, wakeNs)));
    if (decideNs > 0) energy.decide(unit, request, env.now + wakeNs);
    this.run(unit, request, wakeNs + decideNs);
  }

  private observe(request: number, aheadNs: number) {
    const { observation, env } = this;
    observation.request = request;
    observation.timeNs = env.now + aheadNs;
    observation.queueLength = this.waiting;
    observation.deadlineLeftNs = this.trace.timeNs[request]! + this.system.deadlineNs - observation.timeNs;
    if (this.emissions) observation.gridIntensityGPerKwh = this.emissions.at(observation.timeNs);
    return observation;
  }

  private startPass(request: number, option: number): void {
    checkAnswer(this.policy, option, request, this.system.options.length);
    this.tally.startPass(option);
    this.option[request] = option;
  }

  /** @param beforeNs time the replica is busy for the request before the pass: waking, deciding */
  private run(unit: number, request: number, beforeNs: number): void {
    const { env, energy, system } = this;
    const option = this.option[request]!;
    const { stride, durationNs } = system.options[option]!.segments[0]!;
    const sample = this.trace.sample[request]!;
    const passNs = durationNs[stride * sample]!;
    const fromNs = env.now + beforeNs;
    const pass = option * system.units.length + unit;
    energy.run(unit, pass, 0, sample, fromNs, passNs);
    if (this.observer !== null) energy.tellRun(unit, request, pass, 0, sample, fromNs, passNs, 0, option);
    this.tally.serviceNs += passNs;
    let busyNs = beforeNs + passNs;
    if (this.reviews !== null) busyNs += energy.review(unit, request, option, 0, env.now + busyNs);
    env.post(busyNs, this.endKind, unit, request);
  }

  private end(unit: number, request: number): void {
    const refined = this.reviews === null ? -1 : this.reviews.review(request, this.option, this.waiting);
    if (refined >= 0) {
      this.startPass(request, refined);
      this.run(unit, request, 0);
      return;
    }
    this.reviews?.forget(request);
    const costs = this.system.options[this.option[request]!]!;
    const sample = this.trace.sample[request]!;
    this.tally.finish(request, this.env.now - this.trace.timeNs[request]!, costs.correct[sample]!);
    this.observer?.ended(request, true, this.env.now, this.option[request]!);
    this.observation.lastConfidence = costs.confidence[sample]! / 65535;
    this.busyNs += this.env.now - this.busySinceNs[unit]!;
    this.state[unit] = 'free';
    if (!this.leaving[unit] && this.waiting > 0) this.serve();
    if (this.state[unit] !== 'free') return;
    this.energy.rest(unit);
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
    this.energy.boot(unit, bootNs, bootJ);
    this.env.post(bootNs, this.bootedKind, unit, 0);
  }

  private booted(unit: number): void {
    this.state[unit] = 'free';
    this.energy.rest(unit);
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
    this.energy.off(unit);
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
