import { chooseStatic } from '../../policies/choose-static.ts';
import { fixedOption } from '../../policies/fixed-option.ts';
import type { Policy, PolicyDefinition } from '../../policies/policy.ts';
import { resolvePolicies } from '../../policies/registry.ts';
import type { Target } from '../../targets/target.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { type BuiltOptions, buildOptions, type TabledNetwork } from './build-options.ts';
import { leastShares } from './cell-batching.ts';
import type { CellInput } from './cell-input.ts';
import type { CellRun, PolicyRun } from './cell-run.ts';
import { clairvoyant } from './clairvoyant.ts';
import { policyInCell, policyNotRun } from './policy-in-cell.ts';
import { smallestOption } from './policy-refusal.ts';
import { type CellBase, cellBase, prepareCell } from './prepare-cell.ts';
import { simulateRequests } from './simulate-requests.ts';

/** What a caller may add to a cell that is no plain data. */
export interface CellTools {
  /** Policies besides those that the input names, scored like them. */
  readonly policies?: readonly PolicyDefinition[];
  /** The same, of the user's own: where one throws, its row says so and the others are scored all the same. */
  readonly own?: readonly PolicyDefinition[];
  /** In place of `simulateRequests`, for all runs but the pilots: to watch them, or to run them piece by piece. */
  readonly replay?: typeof simulateRequests;
}

/**
 * Simulates every policy of one (target, runtime, load) over every seed.
 * @param reference the target under the runtime that sets rate and deadline
 * @throws RangeError on input that makes no sense, naming what was found and what is allowed
 */
export function simulateCell(
  input: CellInput,
  target: Target,
  reference: Target,
  networks: readonly TabledNetwork[],
  built: BuiltOptions = buildOptions(target, networks, input.splits),
  { policies: further = [], own = [], replay = simulateRequests }: CellTools = {},
): CellRun {
  const base = cellBase(input, target, reference, networks);
  const definitions = [...resolvePolicies(input.policies, built.options), ...further, ...own];
  if (!built.options.some((option) => option.fit.fits)) return nothingFits(base, built, definitions);
  const { context, fitting, options, choices, traces, system } = prepareCell(base, networks, built);
  const runAll = (make: (trace: RequestTrace) => Policy) => traces.map((t) => replay(system, t, make(t)));
  const best =
    choices.length > 0
      ? chooseStatic(
          choices.map((index) => options[index]!),
          context,
        )
      : null;
  const policies = definitions.map((definition) => {
    const run = () => {
      const opened = policyInCell(definition, context, { ...built, target, fitting });
      return 'refused' in opened ? opened.refused : opened.finish(runAll(opened.begin));
    };
    return own.includes(definition) ? orFailed(definition, run) : run();
  });
  return {
    ...base,
    options,
    built: fitting,
    ...(system.batching ? { shares: leastShares(system.batching) } : {}),
    choices,
    bestStatic: best && { option: best.option.index, feasible: best.feasible },
    traces,
    policies,
    staticRuns: best ? runAll(() => fixedOption(best.option)) : [],
    clairvoyantRuns: choices.length > 0 ? runAll((t) => clairvoyant(system, choices, t)) : [],
    refusal: null,
  };
}

function orFailed(definition: PolicyDefinition, run: () => PolicyRun): PolicyRun {
  try {
    return run();
  } catch (error) {
    return policyNotRun(definition, `failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function nothingFits(base: CellBase, built: BuiltOptions, definitions: readonly PolicyDefinition[]): CellRun {
  const policies = definitions.map((definition): PolicyRun => {
    const own = built.options.filter((option) => option.id === definition.optionId);
    const { fit } = smallestOption(own.length > 0 ? own : built.options);
    return {
      policy: definition.id,
      title: definition.title,
      adaptive: definition.adaptive,
      note: null,
      mayUse: [],
      peakMemoryBytes: fit.peakMemoryBytes,
      refusal: fit.refusal,
      runs: [],
    };
  });
  return {
    ...base,
    options: [],
    built: [],
    choices: [],
    bestStatic: null,
    traces: [],
    policies,
    staticRuns: [],
    clairvoyantRuns: [],
    refusal: smallestOption(built.options).fit.refusal,
  };
}
