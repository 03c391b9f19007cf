import type { Grade, Interval, TargetClass } from '../targets/target.ts';

/** An estimate with a 95% interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One row: a policy on a target under a runtime and load. Numbers are null where `fits` is false. */
export interface RunResult {
  readonly target: string;
  readonly targetClass: TargetClass;
  readonly runtime: string;
  /** True where the runtime's speed is derived, not measured: printed (est.). */
  readonly estimated: boolean;
  /** Busy share that the dense network would cause while requests arrive. */
  readonly denseLoad: number;
  readonly deadlineMs: number;
  readonly policy: string;
  readonly fits: boolean;
  readonly refusal: { layer: string; memory: string; neededBytes: number; availableBytes: number } | null;
  /** Requests that arrived, over all seeds. */
  readonly requests: number | null;
  readonly latencyP50Ms: number | null;
  readonly latencyP95Ms: number | null;
  readonly latencyP99Ms: number | null;
  /** Energy of the whole horizon (idle, sleep, wake included) per completed request; decides. */
  readonly energyPerInferenceJ: number | null;
  readonly energyPerInferenceLowJ: number | null;
  readonly energyPerInferenceHighJ: number | null;
  readonly marginalEnergyPerInferenceJ: number | null;
  /** Null too where no request was answered correctly. */
  readonly energyPerCorrectJ: number | null;
  readonly energyByCauseJ: Readonly<Record<string, number>> | null;
  readonly meanPowerW: number | null;
  readonly peakMemoryBytes: number | null;
  readonly accuracy: number | null;
  readonly accuracyLow: number | null;
  readonly accuracyHigh: number | null;
  /** The numeric form of the table the accuracy was read from. */
  readonly accuracyFrom: string | null;
  readonly deadlineMissShare: number | null;
  readonly floorMet: 'met' | 'not met' | 'undecided' | null;
  readonly missesWithinBudget: boolean | null;
  /** Horizon energy above the proven lower bound, J per inference. */
  readonly regretJ: number | null;
  readonly regret: number | null;
  readonly priceOfStatic: number | null;
  readonly staticFeasible: boolean | null;
  readonly switches: number | null;
  readonly pareto: boolean | null;
  /** Operations saved over dense, time saved over dense, and their ratio. */
  readonly realisationRatio: number | null;
}

/** One (target, runtime, load): what all its rows share, and what they say together. */
export interface CellSummary {
  readonly target: string;
  readonly targetName: string;
  readonly targetClass: TargetClass;
  readonly runtime: string;
  readonly grade: Grade;
  readonly estimated: boolean;
  /** Where the energy is measured: chip rail, board or wall. */
  readonly boundary: 'chip' | 'board' | 'wall';
  readonly validated: { readonly latency: boolean; readonly energy: boolean };
  readonly latencyInterval: Interval;
  readonly energyInterval: Interval;
  readonly denseLoad: number;
  readonly activeShare: number;
  readonly requestsPerSecond: number;
  /** Service time of the dense network under the target's first runtime: load and deadline are multiples of it. */
  readonly denseServiceMs: number;
  readonly deadlineFactor: number;
  readonly deadlineMs: number;
  readonly fits: boolean;
  readonly refusal: RunResult['refusal'];
  /** The feasible policy with the least energy per inference, bounds and small dense networks left out. */
  readonly bestPolicy: string | null;
  /** The best single option, chosen on validation data; its row is `best-static`. */
  readonly bestStatic: string | null;
  readonly staticFeasible: boolean | null;
  readonly priceOfStatic: number | null;
  /** Proven lower bound of horizon energy, J per inference. */
  readonly boundPerInferenceJ: number | null;
  readonly notes: readonly string[];
}

/** A network of the run and what it costs and achieves; dense, small dense and ladder levels side by side. */
export interface NetworkSummary {
  readonly name: string;
  readonly role: 'ladder-level' | 'dense' | 'small-dense';
  readonly file: string;
  readonly networkHash: string;
  readonly point: string;
  readonly sparsity: number;
  readonly activeMacs: number;
  readonly activeWeights: number;
  readonly cleanAccuracy: Estimate | null;
  readonly degradedAccuracy: Estimate;
  readonly validationAccuracy: number;
}

/** What was executed live with the real kernels before simulating, and whether it equalled the tables. */
export interface LiveCheck {
  readonly network: string;
  readonly images: number;
  readonly points: number;
  readonly mismatches: number;
  readonly tables: 'shipped' | 'cache' | 'measured';
}

/** Agreement of another backend with the WebAssembly kernels on the same images. */
export interface BackendCheck {
  readonly backend: string;
  readonly images: number;
  readonly topClassAgreement: number;
  readonly largestLogitDifference: number;
}

/** A sentence about the whole run: what holds, and whether it still holds at the low end of the intervals. */
export interface Conclusion {
  readonly text: string;
  readonly holdsCentrally: boolean;
  readonly survivesLowEnd: boolean;
}

/** The one document of a run. The table, the dashboard and every file are pure functions of it. */
export interface RunReport {
  readonly schemaVersion: '1.0';
  readonly tool: { readonly name: 'sparsewatt'; readonly version: string };
  /** Command that gives this document again. */
  readonly reproduce: string;
  readonly seed: number;
  /** SHA-256 over the integer results of every cell: the same for any number of threads. */
  readonly resultHash: string;
  readonly scenario: {
    readonly name: string;
    readonly title: string;
    readonly file: string;
    readonly hash: string;
    readonly data: string;
    readonly horizonS: number;
    readonly pairedSeeds: number;
    readonly accuracyFloor: number;
    readonly missBudget: number;
    readonly gridZone: string;
    readonly gridYear: number;
  };
  readonly networks: readonly NetworkSummary[];
  readonly liveChecks: readonly LiveCheck[];
  readonly backendChecks: readonly BackendCheck[];
  readonly conclusions: readonly Conclusion[];
  readonly cells: readonly CellSummary[];
  readonly results: readonly RunResult[];
  readonly warnings: readonly string[];
}
