import { RandomStream } from '../../engine/random.ts';
import { chooseStatic } from '../../policies/choose-static.ts';
import { fixedOption } from '../../policies/fixed-option.ts';
import type { Policy, PolicyContext, PolicyDefinition } from '../../policies/policy.ts';
import { resolvePolicies } from '../../policies/registry.ts';
import type { Target } from '../../targets/target.ts';
import type { MotionTriggered } from '../../workload/arrivals/motion-triggered.ts';
import { type RequestTrace, requestTrace } from '../../workload/arrivals/request-trace.ts';
import {
  type BuiltOption,
  type BuiltOptions,
  buildOptions,
  residentBytes,
  type TabledNetwork,
} from './build-options.ts';
import type { CellInput } from './cell-input.ts';
import type { CellRun, PolicyRun } from './cell-run.ts';
import { checkCellInput } from './check-cell-input.ts';
import { clairvoyant } from './clairvoyant.ts';
import { denseReferenceNs } from './dense-reference.ts';
import { describeOption, validationView } from './describe-option.ts';
import { Pilots } from './pilots.ts';
import type { RequestRun, SimulatedSystem } from './request-run.ts';
import { simulateRequests } from './request-simulation.ts';

/** What a caller may add to a cell that is no plain data. */
export interface CellTools {
  /** Policies besides those that the input names, scored like them. */
  readonly policies?: readonly PolicyDefinition[];
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
  built: BuiltOptions = buildOptions(target, networks),
  { policies: further = [], replay = simulateRequests }: CellTools = {},
): CellRun {
  checkCellInput(input);
  const definitions = [...resolvePolicies(input.policies, built.options), ...further];
  const denseServiceNs = denseReferenceNs(reference, networks);
  const deadlineNs = Math.round(
    input.deadlineMs === undefined ? input.deadlineFactor * denseServiceNs : input.deadlineMs * 1e6,
  );
  const meanInterarrivalNs = denseServiceNs / input.denseLoad;
  const horizonNs = Math.round(input.horizonS * 1e9);
  const fitting = built.options.filter((option) => option.fit.fits);
  const base = { input, target, denseServiceNs, deadlineNs, meanInterarrivalNs };
  if (fitting.length === 0) return nothingFits(base, built, definitions);

  const arrivals: MotionTriggered = {
    activeShare: input.arrivals.activeShare,
    meanMotionNs: input.arrivals.meanMotionS * 1e9,
    meanInterarrivalNs,
    pattern: input.arrivals.pattern ?? 'periodic',
    jitter: input.arrivals.jitter ?? 0.2,
  };
  const trace = (split: 'validation' | 'test', seed: number) =>
    requestTrace(arrivals, networks[0]![split].conditions, input.conditionDwellS * 1e9, horizonNs, seed);
  const system = (split: 'validation' | 'test'): SimulatedSystem => ({
    units: target.units,
    options: fitting.map((option) => option[split]!),
    deadlineNs,
    queueLimit: input.queueLimit ?? Number.POSITIVE_INFINITY,
    batteryJ: input.batteryJ ?? Number.POSITIVE_INFINITY,
    gridIntensityGPerKwh: input.gridIntensityGPerKwh ?? 0,
  });

  const pilots = new Pilots(system('validation'), trace('validation', input.tuningSeed), target.id);
  const options = fitting.map((option, index) => describeOption(option, index, pilots));
  const choices = built.choices.map((option) => fitting.indexOf(option));
  const context: PolicyContext = {
    targetId: target.id,
    hasBattery: input.batteryJ !== undefined,
    options,
    choices,
    deadlineNs,
    horizonNs,
    accuracyFloor: input.accuracyFloor,
    missBudget: input.missBudget,
    meanInterarrivalNs,
    validation: validationView(fitting),
    random: new RandomStream(input.seeds[0]!, target.id, 'policy'),
    pilot: (policy) => pilots.run(policy),
  };

  const traces = input.seeds.map((seed) => trace('test', seed));
  const testSystem = { ...system('test'), faults: input.faults };
  const runAll = (make: (trace: RequestTrace) => Policy) => traces.map((t) => replay(testSystem, t, make(t)));
  const best =
    choices.length > 0
      ? chooseStatic(
          choices.map((index) => options[index]!),
          context,
        )
      : null;
  const policies = definitions.map((definition) =>
    runPolicy(definition, context, { ...built, target, fitting }, runAll),
  );
  return {
    ...base,
    options,
    built: fitting,
    choices,
    bestStatic: best && { option: best.option.index, feasible: best.feasible },
    traces,
    policies,
    staticRuns: best ? runAll(() => fixedOption(best.option)) : [],
    clairvoyantRuns: choices.length > 0 ? runAll((t) => clairvoyant(testSystem, choices, t)) : [],
    refusal: null,
  };
}

function runPolicy(
  definition: PolicyDefinition,
  context: PolicyContext,
  { target, fitting, ...built }: BuiltOptions & { target: Target; fitting: readonly BuiltOption[] },
  runAll: (make: (trace: RequestTrace) => Policy) => RequestRun[],
): PolicyRun {
  const about = { policy: definition.id, title: definition.title, adaptive: definition.adaptive };
  const refused = refusalOf(definition, context, built);
  if (refused) {
    const { fit } = refused;
    return {
      ...about,
      note: null,
      mayUse: [],
      peakMemoryBytes: fit.peakMemoryBytes,
      refusal: fit.refusal,
      runs: [],
    };
  }
  const policy = definition.create(context);
  const runs = runAll((trace) => {
    const random = new RandomStream(trace.seed, context.targetId, `policy ${definition.id}`);
    const fresh =
      policy.reset || policy.always !== undefined ? policy : definition.create({ ...context, random });
    fresh.reset?.(random);
    return fresh;
  });
  const mayUse = policy.always === undefined ? (policy.uses ?? context.choices) : [policy.always];
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
  return {
    ...about,
    note: policy.note ?? null,
    mayUse,
    peakMemoryBytes: residentBytes(
      target,
      mayUse.map((index) => fitting[index]!),
    ),
    refusal: null,
    runs,
  };
}

/** The option for whose sake a policy cannot run, or null when it can. */
function refusalOf(
  definition: PolicyDefinition,
  context: PolicyContext,
  built: BuiltOptions,
): BuiltOption | null {
  const needed =
    definition.optionId !== undefined
      ? built.options.filter((option) => option.id === definition.optionId)
      : definition.id === 'dense' && built.options.some((option) => option.role === 'dense')
        ? built.options.filter((option) => option.role === 'dense')
        : null;
  if (needed) return needed.some((option) => option.fit.fits) ? null : needed[0]!;
  return context.choices.length > 0
    ? null
    : smallest(built.options.filter((option) => option.role === 'ladder'));
}

function smallest(options: readonly BuiltOption[]): BuiltOption {
  return options.reduce((a, b) => (b.fit.peakMemoryBytes < a.fit.peakMemoryBytes ? b : a));
}

function nothingFits(
  base: Pick<CellRun, 'input' | 'target' | 'denseServiceNs' | 'deadlineNs' | 'meanInterarrivalNs'>,
  built: BuiltOptions,
  definitions: readonly PolicyDefinition[],
): CellRun {
  const policies = definitions.map((definition): PolicyRun => {
    const own = built.options.filter((option) => option.id === definition.optionId);
    const { fit } = smallest(own.length > 0 ? own : built.options);
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
    refusal: smallest(built.options).fit.refusal,
  };
}
