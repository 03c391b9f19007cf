import type { LedgerEntry } from '../../energy/ledger.ts';
import type { QuantileSketch } from '../../statistics/quantile-sketch.ts';
import type { Unit } from '../../targets/target.ts';
import type { Batching } from './batching.ts';
import type { ClockCounts } from './clocks/clock-of-run.ts';
import type { SimulatedClocks } from './clocks/simulated-clocks.ts';
import type { Continuations } from './continuations.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { IntensityProfile } from './intensity-profile.ts';
import type { OptionCosts } from './option-costs.ts';
import type { ReplicaSummary, Replicas } from './replicas.ts';
import type { SimulatedStreams } from './streams/simulated-streams.ts';
import type { StreamTally } from './streams/stream-tally.ts';
import type { EnvironmentPlan } from './surroundings/environment-plan.ts';
import type { HeatSummary } from './surroundings/heat.ts';
import type { SupplySummary } from './surroundings/supply.ts';

/** The units and what each option costs on one table; the index of an option is its index in the policy's context. */
export interface SimulatedSystem {
  readonly units: readonly Unit[];
  readonly options: readonly OptionCosts[];
  /** What going on from one option to another costs; absent: each pass begins anew. */
  readonly continuations?: Continuations | undefined;
  /** Absent: each pass takes one sample. */
  readonly batching?: Batching | undefined;
  /** Units are equal, and serve one queue; absent: they are as many as they are. */
  readonly replicas?: Replicas | undefined;
  /** Absent: the clock never changes. */
  readonly clocks?: SimulatedClocks | undefined;
  readonly deadlineNs: number;
  /** Absent: all requests are alike. */
  readonly streams?: SimulatedStreams | undefined;
  /** Most requests that may wait at the first unit; Infinity: none is dropped. */
  readonly queueLimit: number;
  /** Charge at the start, J; Infinity on mains power. */
  readonly batteryJ: number;
  readonly gridIntensityGPerKwh: number;
  /** Absent: the intensity is the same all the time. */
  readonly intensity?: IntensityProfile | undefined;
  /** Absent: mains power or a battery that is only counted, no temperature, no other work, no sensor. */
  readonly environment?: EnvironmentPlan | undefined;
  /** Absent: nothing goes wrong. */
  readonly faults?: FaultPlan | undefined;
}

/** One run of one policy over one trace, drained at the end. */
export interface RequestRun {
  readonly requests: number;
  /** Ended in time, ended late, never started: together all requests. */
  readonly done: number;
  readonly missed: number;
  readonly dropped: number;
  /** In time and right. */
  readonly correct: number;
  /** Passes by option, of every request its own; a refined request counts more than once. */
  readonly passes: Uint32Array;
  readonly switches: number;
  /** Time units worked on requests, policy code and waking left out, ns. */
  readonly serviceNs: number;
  /** Times from arrival to result of the requests that ended, ns. */
  readonly latencies: QuantileSketch;
  /** From 0 to the later of the horizon and the last request's end. */
  readonly endNs: number;
  readonly energyJ: number;
  readonly ledger: readonly LedgerEntry[];
  /** Highest power of all units together, each activity at its mean power, W; null where it is not known (a sensor). */
  readonly peakPowerW: number | null;
  /** What the same units would spend over the same time without a single request. */
  readonly idleFloorJ: number;
  readonly batteryEmptyAtNs: number | null;
  readonly eventHash: string;
  /** gCO2e of `energyJ`, every joule at the intensity of its time; absent without an intensity that changes. */
  readonly emissionsG?: number;
  /** gCO2e of `idleFloorJ` in the same way. */
  readonly restEmissionsG?: number;
  /** Absent where the number of units is fixed. */
  readonly replicas?: ReplicaSummary;
  /** [stream] Absent where all requests are alike. */
  readonly streams?: readonly StreamTally[];
  /** How often a budget of high criticality was exceeded; absent where there is one criticality. */
  readonly overruns?: number;
  /** Absent where the clock never changes. */
  readonly clocks?: ClockCounts;
  /** Absent without a supply. */
  readonly supply?: SupplySummary;
  /** Absent without a temperature. */
  readonly heat?: HeatSummary;
}
