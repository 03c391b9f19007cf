import type { Option } from '../../policies/policy.ts';
import type { Fit, Target } from '../../targets/target.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { BuiltOption } from './build-options.ts';
import type { CellInput } from './cell-input.ts';
import type { OptionCosts } from './option-costs.ts';
import type { RequestRun } from './request-run.ts';

/** What a policy did in a cell: one run per seed, or the reason why it cannot run there. */
export interface PolicyRun {
  readonly policy: string;
  readonly title: string;
  readonly note: string | null;
  readonly adaptive: boolean;
  /** Indices of the options it may use. */
  readonly mayUse: readonly number[];
  /** It may hold requests back. Absent: it does not. */
  readonly holds?: true;
  readonly peakMemoryBytes: number;
  readonly refusal: Fit['refusal'];
  /** Why it did not run although it fits: what it needs is not there. Absent: it ran, or does not fit. */
  readonly notRun?: string;
  /** In the order of the cell's seeds; empty where it was refused. */
  readonly runs: readonly RequestRun[];
}

/** Everything that was simulated for one (target, runtime, load); the score is a pure function of it. */
export interface CellRun {
  readonly input: CellInput;
  readonly target: Target;
  /** Dense service time under the reference runtime, ns (`denseReferenceNs`): load and deadline are multiples of it. */
  readonly denseServiceNs: number;
  readonly deadlineNs: number;
  readonly meanInterarrivalNs: number;
  /** Options that fit, as policies saw them, and the same with their costs. */
  readonly options: readonly Option[];
  readonly built: readonly BuiltOption[];
  /** By option and clock: the least that a sample costs in any batch. Absent: each pass takes one sample. */
  readonly shares?: readonly (readonly OptionCosts[])[];
  /** Indices of the options that adaptive policies choose from. */
  readonly choices: readonly number[];
  readonly bestStatic: { readonly option: number; readonly feasible: boolean } | null;
  /** One per seed. */
  readonly traces: readonly RequestTrace[];
  readonly policies: readonly PolicyRun[];
  /** Runs of the best static option and of the clairvoyant that picks per request, by seed: bounds, not policies. */
  readonly staticRuns: readonly RequestRun[];
  readonly clairvoyantRuns: readonly RequestRun[];
  /** Why nothing fits, where nothing does. */
  readonly refusal: Fit['refusal'];
}
