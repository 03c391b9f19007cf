import type { PolicyParameter } from '../policies/policy-parameter.ts';
import type { CellSummary, RunReport, RunResult } from '../report/run-report.ts';
import type { StaticPoint } from '../scenario/warm/warm-task.ts';

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
  /** By row of the cell; rows without parameters are left out. */
  readonly parameters: Readonly<Record<string, readonly KnobParameter[]>>;
  /** Points of the ladder's outcome table that static rows can be set to. */
  readonly points: readonly StaticPoint[];
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

/** One cell, simulated and scored: the same parts as in a run report. */
export interface SimulatedCell {
  readonly cell: CellSummary;
  readonly results: readonly RunResult[];
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
  /** What can be set in a cell; the thread that simulates it then holds all it needs. */
  readonly knobs: { readonly question: CellRef; readonly part: never; readonly answer: CellKnobs };
  /** Writes the scenario with a cell's settings into a new file beside it. */
  readonly save: { readonly question: SaveQuestion; readonly part: never; readonly answer: SavedFile };
}

export type QuestionKind = keyof Questions;
