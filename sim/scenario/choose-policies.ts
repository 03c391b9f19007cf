import type { PolicyDefinition } from '../policies/policy.ts';
import { parsePolicyName, policyName, settingsFault } from '../policies/policy-name.ts';
import { policyDefinitions, policyIds } from '../policies/registry.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import { InputError } from '../schema/input-error.ts';
import type { Scenario } from './load-scenario.ts';
import type { OwnPolicy } from './own-policy/own-policy.ts';
import type { PreparedOwnPolicy } from './own-policy/prepare-own-policy.ts';

/** What a command line changes in a scenario's list of policies. */
export interface PolicyChoices {
  /** Names of registered policies to add, with settings or without. */
  readonly add: readonly string[];
  /** `policy.parameter=value`, for every entry of that policy. */
  readonly set: readonly string[];
  readonly own: readonly PreparedOwnPolicy[];
}

/**
 * The scenario with further policies and other settings, and the own policies with theirs.
 * @throws InputError on names and settings that do not exist or are out of range
 */
export function choosePolicies(
  scenario: Scenario,
  { add, set, own }: PolicyChoices,
): { readonly scenario: Scenario; readonly own: readonly OwnPolicy[] } {
  for (const name of add) {
    const { id } = checked(() => parsePolicyName(name));
    if (!policyIds.includes(id) && !id.startsWith('static-')) throw unknownPolicy(id, policyIds);
  }
  let names = [...scenario.policies, ...add];
  const values = own.map((): Record<string, number> => ({}));
  for (const setting of set) {
    const found = /^([a-z0-9-]+)\.([A-Za-z0-9]+)=(\S+)$/.exec(setting);
    if (!found) throw fault(`"${setting}" is no setting`, 'write policy.parameter=number');
    const [, id, key, text] = found as unknown as [string, string, string, string];
    const change = { [key]: numberIn(text, setting) };
    const mine = own.findIndex(({ definition }) => definition.id === id);
    const ids = [...names.map((name) => parsePolicyName(name).id), ...own.map((o) => o.definition.id)];
    if (!ids.includes(id)) throw unknownPolicy(id, [...new Set(ids)]);
    const { parameters = {} } = mine >= 0 ? own[mine]!.definition : registered(id);
    const wrong = settingsFault(id, parameters, change);
    if (wrong !== null) throw fault(wrong, 'docs/policies.md lists the parameters of every policy');
    if (mine >= 0) Object.assign(values[mine]!, change);
    else names = names.map((name) => changed(name, id, change));
  }
  return {
    scenario: { ...scenario, policies: [...new Set(names.map((name) => changed(name, '', {})))] },
    own: own.map(({ module, definition: { id } }, i) => ({ id, module, values: values[i]! })),
  };
}

const registered = (id: string): Pick<PolicyDefinition, 'parameters'> =>
  policyDefinitions.find((policy) => policy.id === id) ?? {};

/** The name with some more settings, where it is of that policy. */
function changed(name: string, of: string, change: Readonly<Record<string, number>>): string {
  const { id, values } = parsePolicyName(name);
  const { parameters = {} } = registered(id);
  const settings = id === of ? { ...values, ...change } : values;
  const wrong = settingsFault(id, parameters, settings);
  if (wrong !== null) throw fault(wrong, 'docs/policies.md lists the parameters of every policy');
  return policyName(id, parameters, settings);
}

function checked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw fault((error as Error).message, 'docs/policies.md lists the parameters of every policy');
  }
}

function numberIn(text: string, setting: string): number {
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw fault(`"${setting}" sets no number`, 'write policy.parameter=number');
}

const place = { file: '', line: 0, column: 0, path: '' };

function unknownPolicy(id: string, known: readonly string[]): InputError {
  const meant = didYouMean(id, known);
  const message = `there is no policy "${id}" in this run`;
  const issue = { ...place, code: 'E_UNKNOWN_POLICY', message, allowed: known };
  return new InputError([{ ...issue, ...(meant ? { didYouMean: meant } : {}) }]);
}

const fault = (message: string, hint: string) =>
  new InputError([{ ...place, code: 'E_POLICY_SETTING', message, hint }]);
