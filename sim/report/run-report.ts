import type { CellSummary } from '../score/cell-summary.ts';
import type { RunResult } from '../score/run-result.ts';
import type { TransferScore } from '../score/transfer-scores.ts';
import type { Estimate } from '../statistics/estimate.ts';

export type { CellSummary, RunResult, TransferScore };

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
  /** In fp32; `int8` where a target of the run computes in it. */
  readonly cleanAccuracy: Estimate | null;
  readonly degradedAccuracy: Estimate;
  readonly validationAccuracy: number;
  readonly int8: Pick<NetworkSummary, 'cleanAccuracy' | 'degradedAccuracy' | 'validationAccuracy'> | null;
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

/** Hourly intensities that a run was simulated under: those of its horizon, gCO2e/kWh. */
export interface HourlyGrid {
  readonly file: string;
  readonly sha256: string;
  readonly meanGPerKwh: number;
  readonly leastGPerKwh: number;
  readonly mostGPerKwh: number;
  /** Comments of the file: its source and licence. */
  readonly about: string;
}

/** The one document of a run. The table, the dashboard and every file are pure functions of it. */
export interface RunReport {
  readonly schemaVersion: '1.0';
  /** `commit` is absent in documents of earlier versions. */
  readonly tool: {
    readonly name: 'sparsewatt';
    readonly version: string;
    readonly commit?: string | undefined;
  };
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
    /** Absent where the intensity is the yearly average all the time. */
    readonly gridHourly?: HourlyGrid | undefined;
  };
  readonly networks: readonly NetworkSummary[];
  readonly liveChecks: readonly LiveCheck[];
  readonly backendChecks: readonly BackendCheck[];
  readonly conclusions: readonly Conclusion[];
  readonly cells: readonly CellSummary[];
  readonly results: readonly RunResult[];
  readonly transfers: readonly TransferScore[];
  readonly warnings: readonly string[];
}
