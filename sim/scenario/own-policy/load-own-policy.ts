import { pathToFileURL } from 'node:url';
import type { PolicyDefinition } from '../../policies/policy.ts';
import { policyIds } from '../../policies/registry.ts';
import { ownPolicyFault } from './own-policy-fault.ts';

const template = 'sparsewatt init policy writes one to begin with';

/**
 * Imports a module and checks that its default export is a policy.
 * @param module absolute path of JavaScript @param shownAs path for messages
 * @throws InputError naming what is wrong with it
 */
export async function loadOwnPolicy(module: string, shownAs = module): Promise<PolicyDefinition> {
  const fault = (message: string, hint = template) => ownPolicyFault(shownAs, 'E_OWN_POLICY', message, hint);
  let loaded: { readonly default?: unknown };
  try {
    loaded = (await import(pathToFileURL(module).href)) as { readonly default?: unknown };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw fault(`importing it failed: ${what}`, 'it must be a module that Node can import');
  }
  const found = loaded.default;
  if (typeof found !== 'object' || found === null) throw fault('it has no policy as its default export');
  const { id, title, signal, source, adaptive, create, parameters, needs } =
    found as Partial<PolicyDefinition>;
  if (typeof create !== 'function') throw fault('its policy has no function `create`');
  if (typeof id !== 'string' || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw fault(`its id is ${JSON.stringify(id)}; lower-case letters, digits and hyphens are allowed`);
  if (policyIds.includes(id) || /^(static|small-dense)\b/.test(id))
    throw fault(`its id is "${id}", which is taken`, 'choose another id');
  return {
    id,
    create: (context, values) => create.call(found, context, values),
    title: typeof title === 'string' ? title : id,
    source: typeof source === 'string' ? source : 'own policy',
    signal: typeof signal === 'string' ? signal : 'not stated',
    adaptive: adaptive !== false,
    ...(parameters ? { parameters } : {}),
    ...(Array.isArray(needs) ? { needs } : {}),
  };
}
