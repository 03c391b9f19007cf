import type { PolicyDefinition } from '../policies/policy.ts';
import { parsePolicyName } from '../policies/policy-name.ts';
import { policyDefinitions, resolvePolicies } from '../policies/registry.ts';
import { staticName } from '../policies/static-name.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import { refuseName } from './refuse-name.ts';
import type { BuiltOption } from './simulate/build-options.ts';

/** The one policy of a name. @throws InputError where the name stands for no policy, or for several */
export function policyNamed(file: string, policy: string, options: readonly BuiltOption[]): PolicyDefinition {
  const ofOptions = options.map(staticName);
  const known = [...new Set([...policyDefinitions.map(({ id }) => id), ...ofOptions])];
  const groups = ['static', 'small-dense'];
  const { id } = parsePolicyName(policy);
  if (!known.includes(id) && !groups.includes(id))
    throw refuseName(file, 'E_UNKNOWN_POLICY', `"${id}" is not known`, known, didYouMean(id, known));
  const found = resolvePolicies([policy], options);
  if (found.length === 1) return found[0]!;
  const names = found.map(({ id }) => id);
  throw refuseName(
    file,
    'E_SEVERAL_POLICIES',
    `"${policy}" stands for ${names.length} policies; name one`,
    names,
    null,
  );
}
