import type { Policy, PolicyContext, PolicyDefinition } from '../../policies/policy.ts';
import { unmetNeed } from '../../policies/unmet-need.ts';
import type { Target } from '../../targets/target.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { type BuiltOption, type BuiltOptions, residentBytes } from './build-options.ts';
import type { PolicyRun } from './cell-run.ts';
import { policyOnTrace } from './policy-on-trace.ts';
import { policyRefusal } from './policy-refusal.ts';
import type { RequestRun } from './request-run.ts';

/** A policy that can run in a cell. */
export interface PolicyInCell {
  /** The policy as it begins a run over a trace. */
  begin(trace: RequestTrace): Policy;
  /** All its runs, in the order of the seeds. @throws RangeError where it answered an option that it may not use */
  finish(runs: readonly RequestRun[]): PolicyRun;
}

/**
 * A policy in a cell, made once for all of its runs; or its place in the cell without any, where it does not fit or lacks
 * what it needs.
 */
export function policyInCell(
  definition: PolicyDefinition,
  context: PolicyContext,
  { target, fitting, ...built }: BuiltOptions & { target: Target; fitting: readonly BuiltOption[] },
): PolicyInCell | { readonly refused: PolicyRun } {
  const about = { policy: definition.id, title: definition.title, adaptive: definition.adaptive };
  const refused = policyRefusal(definition, built);
  if (refused) {
    const { fit } = refused;
    return {
      refused: {
        ...about,
        note: null,
        mayUse: [],
        peakMemoryBytes: fit.peakMemoryBytes,
        refusal: fit.refusal,
        runs: [],
      },
    };
  }
  const unmet = unmetNeed(definition, context);
  if (unmet !== null) return { refused: policyNotRun(definition, unmet) };
  const policy = definition.create(context);
  const mayUse = policy.always === undefined ? (policy.uses ?? context.choices) : [policy.always];
  return {
    begin: (trace) => policyOnTrace(definition, context, policy, trace),
    finish(runs) {
      // The bound and the resident memory are those of `mayUse`: an option outside it would make both untrue.
      const outside = context.options.find(
        (_, i) => !mayUse.includes(i) && runs.some((run) => run.passes[i]! > 0),
      );
      if (outside) {
        const allowed = mayUse.map((index) => context.options[index]!.id).join(', ');
        throw new RangeError(
          `policy ${definition.id} answered option ${outside.id}; allowed are ${allowed} (its own list, else context.choices)`,
        );
      }
      const options = mayUse.map((index) => fitting[index]!);
      const peakMemoryBytes = residentBytes(target, options);
      const holds = policy.hold ? { holds: true as const } : {};
      return { ...about, note: policy.note ?? null, mayUse, ...holds, peakMemoryBytes, refusal: null, runs };
    },
  };
}

/** A policy without runs, and why. */
export function policyNotRun({ id, title, adaptive }: PolicyDefinition, why: string): PolicyRun {
  const about = { policy: id, title, adaptive, note: null, mayUse: [], peakMemoryBytes: 0, refusal: null };
  return { ...about, notRun: why, runs: [] };
}
