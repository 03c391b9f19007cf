import { policyName, settingsFault } from '../policies/policy-name.ts';
import { policyDefinitions } from '../policies/registry.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import type { InputIssue } from '../schema/input-error.ts';
import type { ParsedYaml } from '../schema/parse-yaml.ts';
import type { ScenarioFile } from './scenario-schema.ts';

/** An entry of `policies`, taken apart: a word, or a policy with the parameters that it is set with. */
function settingsOf(entry: ScenarioFile['policies'][number]) {
  if (typeof entry === 'string') return { id: entry, values: {} };
  const { policy: id, ...values } = entry;
  return { id, values: values as Readonly<Record<string, number>> };
}

/**
 * The names of a scenario's policies, their settings included; faults are added to `issues`. A file of one's own is
 * never among them: a policy is code, and only who runs the scenario may choose to run it.
 * @param known ids and groups that a scenario may name
 */
export function scenarioPolicies(
  parsed: ParsedYaml<ScenarioFile>,
  known: readonly string[],
  issues: InputIssue[],
): readonly string[] {
  const names: string[] = [];
  parsed.value.policies.forEach((entry, i) => {
    const { id, values } = settingsOf(entry);
    const path = ['policies', i, ...(typeof entry === 'string' ? [] : ['policy'])];
    if (!known.includes(id)) {
      const meant = didYouMean(id, known);
      const more = { allowed: known, ...(meant ? { didYouMean: meant } : {}) };
      issues.push(parsed.issueAt(path, 'E_UNKNOWN_POLICY', `"${id}" is not known`, more));
      return;
    }
    const parameters = policyDefinitions.find((policy) => policy.id === id)?.parameters ?? {};
    for (const [key, value] of Object.entries(values)) {
      const fault = settingsFault(id, parameters, { [key]: value });
      if (fault === null) continue;
      const meant = Object.hasOwn(parameters, key) ? null : didYouMean(key, Object.keys(parameters));
      const more = meant ? { didYouMean: meant } : {};
      issues.push(parsed.issueAt(['policies', i, key], 'E_POLICY_SETTING', fault, more));
    }
    const name = policyName(id, parameters, values);
    if (names.includes(name))
      issues.push(
        parsed.issueAt(['policies', i], 'E_DUPLICATE', `${name} stands twice in the list; leave one`),
      );
    names.push(name);
  });
  return names;
}
