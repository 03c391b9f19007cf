import type { ProfileNumber } from '../calibration/profile-numbers.ts';
import type { PolicyParameter } from '../policies/policy-parameter.ts';
import type { GridChoice, PolicyAssessment, PolicyToAssess } from '../report/green/assess-policy.ts';
import type { GridZones } from '../report/green/grid-zones.ts';
import type { CellSummary, RunReport, RunResult } from '../report/run-report.ts';
import type { DecisionLog } from '../scenario/explain/decision-log.ts';
import type { Recording } from '../scenario/record/recording.ts';
import type { TraceFile } from '../scenario/record/recording-task.ts';
import type { RunSeries } from '../scenario/record/run-series.ts';
import type { RunWindow, WindowAsked } from '../scenario/record/run-window.ts';
import type { TargetUnit } from '../scenario/record/target-units.ts';
import type { WrittenReport } from '../scenario/report-task.ts';
import type { StaticPoint } from '../scenario/warm/warm-task.ts';
import type { FixedClock } from '../targets/clocks/fixed-clock.ts';
import type { GovernorName } from '../targets/clocks/governor-name.ts';
import type { PointActivity } from '../targets/neuromorphic/points/point-activity.ts';

export type { Lane, LaneKind } from '../scenario/record/lane.ts';
export type { RunEvent } from '../scenario/record/run-window.ts';
export type { PointActivity, Recording, RunSeries, RunWindow, TargetUnit, TraceFile, WindowAsked };

/** What names a cell of a scenario. A rate or a recording becomes a load only when it is simulated, hence the number. */
export interface CellRef {
  readonly target: string;
  readonly runtime: string;
  /** Which of the scenario's paces, from 0: a cell's place among those of its target and runtime. */
  readonly pace: number;
}

/** Knobs that differ from the scenario; what is absent is as there. */
export interface CellChange {
  readonly deadlineMs?: number | undefined;
  /** Charge of a battery that is only counted, J; only where the scenario has one. */
  readonly batteryJ?: number | undefined;
  /** Capacity of the store of a supply, J; only where the scenario has one. Its other levels keep their shares. */
  readonly storeJ?: number | undefined;
  /** Who chooses the clock of each pass, in place of whoever does; only where the profile has several. */
  readonly governor?: GovernorName | undefined;
  /** Policies in whose place others run, by the name of the scenario's row: the same one with other settings, say. */
  readonly policies?: Readonly<Record<string, string>> | undefined;
}

/** A row that came before the whole cell. */
export interface EarlyRow {
  readonly kind: 'row';
  /** Name of the scenario's row in whose place it stands. */
  readonly row: string;
  /** What needs all policies or their references (Pareto mark, regret and its kin) may be null yet. */
  readonly result: RunResult;
  /** Seeds of it so far, and of the whole. */
  readonly repetitions: number;
  readonly of: number;
}

/** The kernels execute a point that no outcome table has, on all validation and test samples. */
export interface PointProgress {
  readonly kind: 'measuring';
  readonly point: string;
  /** Of the work, from 0 to 1. */
  readonly share: number;
}

/** What can be set in a cell, as the scenario has it. */
export interface CellKnobs {
  readonly deadlineMs: number;
  readonly batteryJ: number | null;
  readonly storeJ: number | null;
  /** Null where there is one clock, or what the scenario asks for is simulated at one. */
  readonly clocks: CellClocks | null;
  /** By row of the cell; rows without parameters are left out. */
  readonly parameters: Readonly<Record<string, readonly KnobParameter[]>>;
  /** Points of the ladder's outcome table that static rows can be set to. */
  readonly points: readonly StaticPoint[];
}

/** Clocks between which a cell may choose. */
export interface CellClocks {
  /** Names of the profile's, slowest first. */
  readonly fixed: readonly FixedClock[];
  /** That of the profile, which all passes have without a governor. */
  readonly own: FixedClock;
  /** In the scenario; null: nobody chooses. */
  readonly governor: GovernorName | null;
}

/** What is to be written. */
export interface SaveQuestion {
  /** `scenario`: all settings in place of the old ones; `preset`: the policy of a row as a further entry. */
  readonly kind: 'scenario' | 'preset';
  /** Of the file, without folder; also the scenario's name in it. */
  readonly name: string;
  readonly cell: CellRef;
  readonly row: string;
  readonly change: CellChange;
}

/** What was written. */
export interface SavedFile {
  /** As messages show it. */
  readonly file: string;
  /** What a reader must know of it, after a semicolon; or nothing. */
  readonly remark: string;
}

/** A parameter of a row's policy. */
export interface KnobParameter extends PolicyParameter {
  readonly id: string;
  /** As the scenario sets it. */
  readonly value: number;
}

/** What names one run: a policy in a cell under one of its seeds. */
export interface RunRef {
  readonly cell: CellRef;
  readonly change: CellChange;
  readonly policy: string;
  /** From 1. */
  readonly repetition: number;
}

/** One cell, simulated and scored: the same parts as in a run report. */
export interface SimulatedCell {
  readonly cell: CellSummary;
  readonly results: readonly RunResult[];
}

/** What happened to every request of a run, and which run it is of. */
export interface Decisions {
  readonly log: DecisionLog;
  readonly repetitions: number;
}

/** What a running run tells. */
export type RunPart =
  | { readonly kind: 'progress'; readonly label: string; readonly done: number; readonly total: number }
  | { readonly kind: 'warning'; readonly message: string }
  /** The cells of one (target, runtime). @see place orders them as the final document does */
  | { readonly kind: 'cells'; readonly place: number; readonly cells: readonly SimulatedCell[] };

/** The scenario's file has changed. */
export type ScenarioNews =
  /** It can be run; the document of that run before its first cell. */
  | { readonly kind: 'changed'; readonly report: RunReport }
  | { readonly kind: 'invalid'; readonly problem: string };

/** All that a session can be asked: by kind, the question, what is told meanwhile, and the answer. */
export interface Questions {
  /** Runs the scenario whole. */
  readonly run: {
    /** Read the scenario's file anew, whatever it was before. */
    readonly question: { readonly anew: boolean };
    readonly part: RunPart;
    readonly answer: RunReport;
  };
  /** Looks after the scenario's file. */
  readonly watch: {
    /** SHA-256 of the text that is known. */
    readonly question: { readonly hash: string };
    readonly part: ScenarioNews;
    readonly answer: null;
  };
  /**
   * Simulates and scores one cell, with the run's seeds and everything but `change` as in the scenario. Rows come one by
   * one, the `first` one before all others and twice: after its first seed, and whole. Static policies may be at points
   * that the outcome table lacks (`measuredPoint`): they are executed first.
   */
  readonly cell: {
    readonly question: {
      readonly cell: CellRef;
      readonly change: CellChange;
      readonly first?: string | null;
    };
    readonly part: EarlyRow | PointProgress;
    readonly answer: SimulatedCell;
  };
  /** The zones and years of which the intensity is known. */
  readonly zones: { readonly question: null; readonly part: never; readonly answer: GridZones };
  /** The green assessment of one row under each of several grids; null where the policy has no energy. */
  readonly assess: {
    readonly question: {
      readonly row: Omit<PolicyToAssess, 'grid'>;
      /** null: what the run was simulated under. */
      readonly grids: readonly (GridChoice | null)[];
    };
    readonly part: never;
    readonly answer: readonly (PolicyAssessment | null)[];
  };
  /** Writes the report of a run into a new folder. */
  readonly report: {
    /** @see grid null: what the run was simulated under */
    readonly question: { readonly run: RunReport; readonly grid: GridChoice | null };
    readonly part: never;
    readonly answer: WrittenReport;
  };
  /** Simulates one run again and tells of every request. */
  readonly decisions: {
    readonly question: RunRef;
    readonly part: never;
    readonly answer: Decisions;
  };
  /** Why one request was served as it was, as `sparsewatt explain` says it. */
  readonly explanation: {
    readonly question: RunRef & { readonly request: number };
    readonly part: never;
    readonly answer: string;
  };
  /** The numbers that a target is simulated with, and where they are from. */
  readonly numbers: {
    readonly question: Pick<CellRef, 'target' | 'runtime'>;
    readonly part: never;
    readonly answer: readonly ProfileNumber[];
  };
  /** Records one run as series over simulated time, in so many bins of the horizon. */
  readonly recording: {
    readonly question: { readonly run: RunRef; readonly bins: number };
    readonly part: RunSeries;
    readonly answer: Recording;
  };
  /** What the units do in a part of a run's time. */
  readonly window: {
    readonly question: { readonly run: RunRef; readonly window: WindowAsked };
    readonly part: never;
    readonly answer: RunWindow;
  };
  /** What the units of a target are, and what a policy had them do in one run. */
  readonly units: {
    readonly question: { readonly run: RunRef };
    readonly part: never;
    readonly answer: readonly TargetUnit[];
  };
  /** Cores and spikes of the option that ran most in one run; null where no spikes are simulated. */
  readonly activity: {
    readonly question: { readonly run: RunRef };
    readonly part: never;
    readonly answer: PointActivity | null;
  };
  /** Writes a run as a Perfetto trace. */
  readonly trace: {
    readonly question: { readonly run: RunRef };
    readonly part: never;
    readonly answer: TraceFile;
  };
  /** What can be set in a cell; the thread that simulates it then holds all it needs. */
  readonly knobs: { readonly question: CellRef; readonly part: never; readonly answer: CellKnobs };
  /** Writes the scenario with a cell's settings into a new file beside it. */
  readonly save: { readonly question: SaveQuestion; readonly part: never; readonly answer: SavedFile };
}

export type QuestionKind = keyof Questions;
