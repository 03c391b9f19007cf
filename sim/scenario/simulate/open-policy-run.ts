import type { Policy, PolicyContext, PolicyDefinition } from '../../policies/policy.ts';
import { unmetNeed } from '../../policies/unmet-need.ts';
import type { Fit, Target } from '../../targets/target.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { BuiltOptions, TabledNetwork } from './build-options.ts';
import type { CellInput } from './cell-input.ts';
import { policyOnTrace } from './policy-on-trace.ts';
import { policyRefusal } from './policy-refusal.ts';
import { cellBase, drawCell, prepareCell } from './prepare-cell.ts';
import type { Watch } from './request-observer.ts';
import type { RequestRun, SimulatedSystem } from './request-run.ts';
import { simulateRequests } from './simulate-requests.ts';

/** One run of `simulateCell` (one policy, one seed), ready to be run and watched as often as one likes. */
export interface PolicyRunHandle {
  readonly system: SimulatedSystem;
  readonly trace: RequestTrace;
  /** By option of the system. */
  readonly optionIds: readonly string[];
  /** What the policy was made with. */
  readonly definition: PolicyDefinition;
  readonly context: PolicyContext;
  readonly note: string | null;
  /** Indices of the options that the policy may use. */
  readonly mayUse: readonly number[];
  /**
   * The same run every time, with the hash that `simulateCell` gives it.
   * @param wrap puts another policy around the run's own, to listen to it or to answer in its place
   */
  run(watch: Watch, wrap?: (policy: Policy) => Policy): RequestRun;
}

/**
 * Opens one run of a cell without simulating the others; the pilot runs by which policies choose are made.
 * @param repetition index into the cell's seeds
 * @returns the handle, or why the policy cannot run there
 * @throws RangeError on input that makes no sense
 */
export function openPolicyRun(
  input: CellInput,
  target: Target,
  reference: Target,
  networks: readonly TabledNetwork[],
  built: BuiltOptions,
  definition: PolicyDefinition,
  repetition: number,
): PolicyRunHandle | { readonly refusal: NonNullable<Fit['refusal']> } | { readonly notRun: string } {
  const base = cellBase(input, target, reference, networks);
  const refused = policyRefusal(definition, built);
  if (refused) return { refusal: refused.fit.refusal! };
  const seed = input.seeds[repetition];
  if (seed === undefined)
    throw new RangeError(`repetition ${repetition}; there are 0 to ${input.seeds.length - 1}`);
  // Who keeps the handle keeps its requests, and those of other seeds are of no use to it.
  const draws = { ...drawCell(base, networks, [seed]), pilots: null };
  const { context, fitting, traces, system } = prepareCell(base, networks, built, draws);
  const notRun = unmetNeed(definition, context);
  if (notRun !== null) return { notRun };
  const trace = traces[0]!;
  const policy = definition.create(context);
  return {
    system,
    trace,
    optionIds: fitting.map((option) => option.id),
    definition,
    context,
    note: policy.note ?? null,
    mayUse: policy.always === undefined ? (policy.uses ?? context.choices) : [policy.always],
    run: (watch, wrap = (own) => own) =>
      simulateRequests(system, trace, wrap(policyOnTrace(definition, context, policy, trace)), watch),
  };
}
