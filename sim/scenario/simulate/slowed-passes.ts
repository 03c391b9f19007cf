import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { SimulatedSystem } from './request-run.ts';
import type { RunAccount } from './run-account.ts';

/** Passes of one segment on units without a supply that may end: faults and surroundings may slow them down. */
export class SlowedPasses {
  private readonly account: RunAccount;
  private readonly paid: SimulatedSystem;
  private readonly trace: RequestTrace;

  /** @param paid its options are passes */
  constructor(account: RunAccount, paid: SimulatedSystem, trace: RequestTrace) {
    this.account = account;
    this.paid = paid;
    this.trace = trace;
  }

  /** How long a pass takes undisturbed, ns; of one whose time is the same for all samples. */
  plainNs(pass: number): number {
    return this.paid.options[pass]!.segments[0]!.durationNs[0]!;
  }

  /**
   * A pass begins in `beforeNs` from now, for one request or for several at once.
   * @returns how long it takes, ns
   */
  run(unit: number, requests: readonly number[], pass: number, beforeNs: number): number {
    const { env, energy, faults, site, tally } = this.account;
    const { stride, durationNs } = this.paid.options[pass]!.segments[0]!;
    const [first] = requests;
    const sample = this.trace.sample[first!]!;
    const plainNs = durationNs[stride * sample]!;
    const fromNs = env.now + beforeNs;
    let extraNs = 0;
    // What slows a pass slows it for all that share it.
    for (const request of requests)
      extraNs =
        (faults?.stretch(unit, request, true, fromNs, plainNs) ?? 0) +
        (site?.stretch(unit, request, true, fromNs, plainNs) ?? 0);
    const extraJ = extraNs * this.paid.units[unit]!.powerStates[0]!.powerW * 1e-9;
    const passNs = plainNs + extraNs;
    if (site) energy.runSited(unit, first!, pass, 0, sample, fromNs, passNs, extraJ, 1);
    else {
      if (faults) energy.stretch(unit, extraJ);
      energy.run(unit, pass, 0, sample, fromNs, passNs);
      energy.tellRun(unit, first!, pass, 0, sample, fromNs, passNs, extraJ);
    }
    tally.serviceNs += passNs;
    return passNs;
  }
}
