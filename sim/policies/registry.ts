import { activationGate } from './activation-gate.ts';
import { batteryAware } from './battery-aware.ts';
import { bestStatic } from './best-static.ts';
import { blockGreedyGate } from './block-greedy-gate.ts';
import { budgetCascade } from './budget-cascade.ts';
import { budgetController } from './budget-controller.ts';
import { carbonAware } from './carbon-aware.ts';
import { carbonShift } from './carbon-shift.ts';
import { confidenceRecall } from './confidence-recall.ts';
import { confidenceRefinement } from './confidence-refinement.ts';
import { deadlineController } from './deadline-controller.ts';
import { deltaThreshold } from './delta-threshold.ts';
import { dense } from './dense.ts';
import { earlyExit } from './early-exit.ts';
import { energyFirst } from './energy-first.ts';
import { harvestScheduler } from './harvest-scheduler.ts';
import { layerSkip } from './layer-skip.ts';
import { leastCompletion } from './least-completion.ts';
import { maskSwitch } from './mask-switch.ts';
import { modelPredictive } from './model-predictive.ts';
import { nmSwitch } from './nm-switch.ts';

import type { NetworkRole, PolicyDefinition } from './policy.ts';
import { parsePolicyName, policyName, settingsFault } from './policy-name.ts';
import type { PolicyValues } from './policy-parameter.ts';
import { randomChoice } from './random-choice.ts';
import { skipMultiply } from './skip-multiply.ts';
import { staticName } from './static-name.ts';
import { staticOption } from './static-option.ts';
import { staticPartition } from './static-partition.ts';
import { thermalShift } from './thermal-shift.ts';
import { ucbBandit } from './ucb-bandit.ts';

/** Policies that exist for every network, in the order in which tables show them. */
export const policyDefinitions: readonly PolicyDefinition[] = [
  dense,
  bestStatic,
  randomChoice,
  activationGate,
  blockGreedyGate,
  skipMultiply,
  deadlineController,
  budgetController,
  budgetCascade,
  modelPredictive,
  ucbBandit,
  confidenceRefinement,
  confidenceRecall,
  earlyExit,
  layerSkip,
  nmSwitch,
  deltaThreshold,
  maskSwitch,
  batteryAware,
  harvestScheduler,
  thermalShift,
  carbonAware,
  carbonShift,
  staticPartition,
  leastCompletion,
  energyFirst,
];

/** Words a scenario may use besides: `static` for every ungated ladder level, `small-dense` for every small network. */
const policyGroups = ['static', 'small-dense'] as const;

/** All names that are known without a network, for checks and did-you-mean. `static-<option>` exists besides. */
export const policyIds: readonly string[] = [...policyDefinitions.map((p) => p.id), ...policyGroups];

/** What is known of an option when policies are looked up by name. */
export interface NamedOption {
  readonly id: string;
  readonly role: NetworkRole;
  readonly gated: boolean;
  /** No level of the ladder, but a point that a scenario asks for besides. */
  readonly further?: true;
}

/**
 * The policies that a list of names stands for, groups spread out, each once, in the order of the list.
 * @param options all options of the network, whether they fit or not
 * @throws RangeError on a name that is neither a policy, a group nor an option, and on settings that are not allowed
 */
export function resolvePolicies(
  names: readonly string[],
  options: readonly NamedOption[],
): PolicyDefinition[] {
  const found = new Map<string, PolicyDefinition>();
  const add = (definition: PolicyDefinition) => {
    if (!found.has(definition.id)) found.set(definition.id, definition);
  };
  for (const name of names) {
    const { id, values } = parsePolicyName(name);
    const known = policyDefinitions.find((p) => p.id === id);
    if (known) add(withSettings(known, values));
    else if (name === 'static') {
      for (const option of options)
        if (option.role === 'ladder' && !option.gated && !option.further)
          add(staticOption(option.id, 'ladder'));
    } else if (name === 'small-dense') {
      for (const option of options)
        if (option.role === 'small-dense') add(staticOption(option.id, 'small-dense'));
    } else {
      const option = options.find((o) => staticName(o) === name);
      if (!option) {
        const allowed = [...policyIds, ...options.map(staticName)];
        throw new RangeError(`unknown policy "${name}"; known are ${allowed.join(', ')}`);
      }
      add(staticOption(option.id, option.role));
    }
  }
  return [...found.values()];
}

/** The policy with these parameters set, under a name that says so. @throws RangeError on a value out of range */
export function withSettings(definition: PolicyDefinition, values: PolicyValues): PolicyDefinition {
  const { parameters = {}, id } = definition;
  const fault = settingsFault(id, parameters, values);
  if (fault !== null) throw new RangeError(fault);
  const name = policyName(id, parameters, values);
  if (name === id) return definition;
  return {
    ...definition,
    id: name,
    title: `${definition.title} (${name.slice(id.length + 1).replaceAll(',', ', ')})`,
    create: (context) => definition.create(context, values),
  };
}
