import { type PolicyParameters, type PolicyValues, valueFault } from './policy-parameter.ts';

/** A policy's id, and what it is set with. */
export interface PolicyName {
  readonly id: string;
  readonly values: PolicyValues;
}

/**
 * Reads `budget-controller` or `budget-controller:quantile=0.95,processNoise=0.01`: how scenarios, results and command
 * lines name a policy with its settings.
 * @throws RangeError when a setting is not `name=number`
 */
export function parsePolicyName(name: string): PolicyName {
  const colon = name.indexOf(':');
  if (colon < 0) return { id: name, values: {} };
  const values: Record<string, number> = {};
  for (const setting of name.slice(colon + 1).split(',')) {
    const found = /^([A-Za-z][A-Za-z0-9]*)=(\S+)$/.exec(setting);
    const value = Number(found?.[2] ?? Number.NaN);
    if (!found || !Number.isFinite(value))
      throw new RangeError(`"${setting}" in "${name}" is no setting; write parameter=number`);
    values[found[1]!] = value;
  }
  return { id: name.slice(0, colon), values };
}

/** The one name of a policy with these settings: parameters in the order of the list, defaults left out. */
export function policyName(id: string, parameters: PolicyParameters, values: PolicyValues): string {
  const settings = Object.entries(parameters).flatMap(([key, parameter]) => {
    const value = values[key];
    return value === undefined || value === parameter.default ? [] : [`${key}=${value}`];
  });
  return settings.length === 0 ? id : `${id}:${settings.join(',')}`;
}

/** What is wrong with the settings of a policy, or null. */
export function settingsFault(id: string, parameters: PolicyParameters, values: PolicyValues): string | null {
  for (const [key, value] of Object.entries(values)) {
    const fault = valueFault(parameters, key, value);
    if (fault !== null) return `${id}: ${fault}`;
  }
  return null;
}
