import type { NetworkRole } from '../../policies/policy.ts';
import type { OutcomeTable } from '../../sparsity/outcome-table.ts';
import type { ArrivalShape } from '../../workload/arrivals/arrival-shape.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { IntensityProfile } from './intensity-profile.ts';
import type { StreamsInput } from './streams/stream-settings.ts';
import type { EnvironmentSettings } from './surroundings/environment-settings.ts';

/** What the kernels did with a network in one numeric form, on the data of choices and of scores. */
export interface TablePair {
  readonly validation: OutcomeTable;
  readonly test: OutcomeTable;
}

/** A network of a cell: the file, and what its kernels did on the data. */
export interface CellNetwork extends TablePair {
  /** Name in option ids: `dense`, `small-dense-0.5`; the ladder's options are named by their points alone. */
  readonly id: string;
  readonly role: NetworkRole;
  readonly modelFile: string;
  /** The same data in other numeric forms: a unit replays those of its own form, where there are some. */
  readonly others?: readonly TablePair[];
  /** Names of the units that it runs on (absent: all), and of those that it does not. */
  readonly units?: readonly string[];
  readonly notOn?: readonly string[];
}

/**
 * One (target, runtime, load) as plain data, so that it can be sent to a worker thread. Tables travel without being
 * copied when their arrays lie in shared memory (`shareTable`).
 */
export interface CellInput {
  /** Profile id or file, and runtime. */
  readonly target: string;
  readonly runtime: string;
  /** Runtime whose dense service time sets rate and deadline, the same for all runtimes of the target. */
  readonly referenceRuntime: string;
  /** Busy share that the dense network would cause under the reference runtime while requests arrive. */
  readonly denseLoad: number;
  /** Deadline as a multiple of the dense service time under the reference runtime; `deadlineMs` overrides it. */
  readonly deadlineFactor: number;
  readonly deadlineMs?: number | undefined;
  readonly arrivals: {
    readonly activeShare: number;
    readonly meanMotionS: number;
    /** `periodic` by default: a camera's frames. */
    readonly pattern?: 'periodic' | 'poisson' | undefined;
    /** Largest deviation of a frame as a share of the period; 0.2 by default. */
    readonly jitter?: number | undefined;
    /** Another process in place of windows of motion. */
    readonly shape?: ArrivalShape | undefined;
    /** Mean requests a second; `denseLoad` is then what it comes to. Absent: the load sets the rate. */
    readonly ratePerS?: number | undefined;
  };
  readonly conditionDwellS: number;
  readonly horizonS: number;
  /** Seeds of the scored runs, at least one; every policy sees the same arrivals and samples under one seed. */
  readonly seeds: readonly number[];
  /** Seed of pilot runs on validation data; must not be among `seeds`. */
  readonly tuningSeed: number;
  readonly accuracyFloor: number;
  readonly missBudget: number;
  /** Several streams of requests; absent: all are alike. */
  readonly streams?: StreamsInput | undefined;
  /** Most requests that may wait at the first unit; further ones are dropped. Without it none is. */
  readonly queueLimit?: number | undefined;
  /** Charge at the start of the horizon, J; without it mains power. */
  readonly batteryJ?: number | undefined;
  readonly gridIntensityGPerKwh?: number | undefined;
  /** How the intensity changes during a run; absent: not at all. */
  readonly intensity?: IntensityProfile | undefined;
  /** What surrounds the target; absent: mains power or the battery above, and nothing else. */
  readonly environment?: EnvironmentSettings | undefined;
  /** What goes wrong in the scored runs; absent: nothing. */
  readonly faults?: FaultPlan | undefined;
  /** Names of policies; `static` stands for every ungated ladder level, `small-dense` for every small network. */
  readonly policies: readonly string[];
  readonly networks: readonly CellNetwork[];
  /** Cuts of one point between one pair of units that become options; absent: networks are not split. */
  readonly splits?: number | undefined;
  /** Passes take up to `most` samples, and a batch that is not full waits for `waitUs`; absent: one sample a pass. */
  readonly batching?: { readonly most: number; readonly waitUs: number } | undefined;
  /** So many equal units serve the requests, and their number follows the load; absent: one unit. */
  readonly replicas?: ReplicaSettings | undefined;
}

/** As `Replicas`, with the units of a scenario file. */
export interface ReplicaSettings {
  readonly least: number;
  readonly most: number;
  readonly utilisation: number;
  readonly bootS: number;
  readonly bootJ: number;
  readonly syncS: number;
  readonly stabiliseS: number;
}
