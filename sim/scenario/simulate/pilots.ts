import { RandomStream } from '../../engine/random/random-stream.ts';
import { fixedOption } from '../../policies/fixed-option.ts';
import type { Option, PilotOutcome, Policy } from '../../policies/policy.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { KeptPilots } from './kept-pilots.ts';
import type { SimulatedSystem } from './request-run.ts';
import { shareFixedRuns } from './share-fixed-runs.ts';
import { simulateRequests } from './simulate-requests.ts';
import type { StreamTally } from './streams/stream-tally.ts';

/** A pilot run ends after so many requests: enough to rank options, cheap beside the scored runs. */
const mostRequests = 10_000;

/** Runs on validation data under the tuning seed, by which options and candidates are compared before the score. */
export class Pilots {
  private readonly system: SimulatedSystem;
  private readonly trace: RequestTrace;
  private readonly entity: string;
  private readonly kept: KeptPilots | null;
  private readonly missBudgets: readonly number[];
  private readonly replay = shareFixedRuns(simulateRequests);

  /**
   * @param entity names the random numbers of policies that draw some
   * @param kept runs of single options, kept over changes of the deadline; null: none are
   * @param missBudgets by stream, where there are several
   */
  constructor(
    system: SimulatedSystem,
    trace: RequestTrace,
    entity: string,
    kept: KeptPilots | null = null,
    missBudgets: readonly number[] = [],
  ) {
    this.system = system;
    this.trace = truncate(trace);
    this.entity = entity;
    this.kept = kept;
    this.missBudgets = missBudgets;
  }

  /** An option alone. */
  alone(option: Option): Pick<PilotOutcome, 'energyPerInferenceJ' | 'missShare'> {
    return this.kept?.of(option, this.system, this.trace) ?? this.run(fixedOption(option));
  }

  run(policy: Policy): PilotOutcome {
    policy.reset?.(new RandomStream(this.trace.seed, this.entity, 'pilot'));
    const run = this.replay(this.system, this.trace, policy);
    const requests = Math.max(1, run.requests);
    return {
      energyPerInferenceJ: run.energyJ / Math.max(1, run.done + run.missed),
      accuracy: run.correct / requests,
      missShare: run.streams ? this.worstMissShare(run.streams) : (run.missed + run.dropped) / requests,
    };
  }

  /** Of the stream that is furthest over its budget, by how much, and the least budget: what the context compares it with. */
  private worstMissShare(streams: readonly StreamTally[]): number {
    const least = Math.min(...this.missBudgets);
    const over = streams.map(
      ({ missed, dropped, requests }, s) => (missed + dropped) / Math.max(1, requests) - this.missBudgets[s]!,
    );
    return Math.max(...over) + least;
  }

  /** Mean energy above rest of an option over the samples that the pilot's trace draws, J; 0 where it draws none. */
  meanMarginalJ(option: number): number {
    const { stride, marginalJ } = this.system.options[option]!;
    if (this.trace.sample.length === 0) return 0;
    if (stride === 0) return marginalJ[0]!;
    let sum = 0;
    for (const sample of this.trace.sample) sum += marginalJ[sample]!;
    return sum / this.trace.sample.length;
  }
}

function truncate(trace: RequestTrace): RequestTrace {
  if (trace.timeNs.length <= mostRequests) return trace;
  return {
    seed: trace.seed,
    horizonNs: trace.timeNs[mostRequests]!,
    timeNs: trace.timeNs.slice(0, mostRequests),
    sample: trace.sample.slice(0, mostRequests),
    ...(trace.stream ? { stream: trace.stream.slice(0, mostRequests) } : {}),
  };
}
