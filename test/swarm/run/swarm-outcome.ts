import type { RunReport } from '../../../sim/report/run-report.ts';
import type { CellRun } from '../../../sim/scenario/simulate/cell-run.ts';
import type { RequestRun, SimulatedSystem } from '../../../sim/scenario/simulate/request-run.ts';
import type { Timeline } from '../../../sim/scenario/simulate/timeline.ts';
import type { CellScore } from '../../../sim/score/cell-score.ts';
import type { RequestTrace } from '../../../sim/workload/arrivals/request-trace.ts';
import type { SwarmGroup, SwarmScenario } from '../draw-scenario.ts';
import type { Witness } from './witness.ts';

/** One run with what it ran on and what its policy was asked. */
export interface WatchedRun {
  readonly system: SimulatedSystem;
  readonly trace: RequestTrace;
  readonly witness: Witness;
  readonly run: RequestRun;
  /** What an observer was told of the whole run; null where it is long. */
  readonly timeline: Timeline | null;
}

/** One cell of a scenario, simulated and scored. */
export interface SwarmCell {
  readonly name: string;
  readonly group: SwarmGroup;
  readonly run: CellRun;
  readonly score: CellScore;
  /** Every scored run and those of the references, in the order in which they ran. */
  readonly watched: readonly WatchedRun[];
}

/** Everything that a scenario gave: what checkers look at. */
export interface SwarmOutcome {
  readonly scenario: SwarmScenario;
  readonly cells: readonly SwarmCell[];
  readonly report: RunReport;
}
