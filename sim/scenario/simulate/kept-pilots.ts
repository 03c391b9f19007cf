import { fixedOption } from '../../policies/fixed-option.ts';
import type { Option, PilotOutcome } from '../../policies/policy.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { SimulatedSystem } from './request-run.ts';
import { simulateRequests } from './simulate-requests.ts';

interface Kept {
  readonly energyPerInferenceJ: number;
  /** Of every request that was served, ns. */
  readonly latencyNs: Float64Array;
  readonly dropped: number;
}

/**
 * Pilot runs of single options, each simulated once and read again at other deadlines: a run that always answers the
 * same option never looks at its deadline, which only tells late results from those in time. Nor does it look at the charge of a battery that is only counted.
 * One object serves systems that differ in these two alone.
 */
export class KeptPilots {
  private readonly runs = new Map<string, Kept>();

  /** The same as a run of its own; null where surroundings, or clients that wait, may make it depend on more. */
  of(
    option: Option,
    system: SimulatedSystem,
    trace: RequestTrace,
  ): Pick<PilotOutcome, 'energyPerInferenceJ' | 'missShare'> | null {
    if (
      system.environment ||
      system.clocks ||
      system.streams ||
      system.faults ||
      trace.samplesPerQuery !== undefined
    )
      return null;
    let kept = this.runs.get(option.id);
    if (!kept) {
      kept = keep(option, system, trace);
      this.runs.set(option.id, kept);
    }
    const { energyPerInferenceJ, latencyNs, dropped } = kept;
    let missed = 0;
    for (const latency of latencyNs) if (latency > system.deadlineNs) missed++;
    return { energyPerInferenceJ, missShare: (missed + dropped) / Math.max(1, trace.timeNs.length) };
  }
}

function keep(option: Option, system: SimulatedSystem, trace: RequestTrace): Kept {
  const latencies: number[] = [];
  const run = simulateRequests(system, trace, fixedOption(option), {
    observer: {
      busy: () => {},
      waiting: () => {},
      battery: () => {},
      ended: (request, served, timeNs) => {
        if (served) latencies.push(timeNs - trace.timeNs[request]!);
      },
    },
  });
  return {
    energyPerInferenceJ: run.energyJ / Math.max(1, run.done + run.missed),
    latencyNs: Float64Array.from(latencies),
    dropped: run.dropped,
  };
}
