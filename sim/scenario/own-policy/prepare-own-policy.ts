import { resolve } from 'node:path';
import type { PolicyDefinition } from '../../policies/policy.ts';
import { compileOwnPolicy } from './compile-own-policy.ts';
import { loadOwnPolicy } from './load-own-policy.ts';

/** An own policy, read and checked: where its JavaScript lies, and what it says of itself. */
export interface PreparedOwnPolicy {
  readonly module: string;
  readonly definition: PolicyDefinition;
}

/** Whether a word on the command line is the file of a policy rather than a name. */
export const isPolicyFile = (name: string): boolean => /[/\\]|\.[mc]?[jt]s$/.test(name);

/**
 * @param name file, relative to `cwd` @param folder an existing folder for JavaScript made from it
 * @throws InputError naming what is wrong with it
 */
export async function prepareOwnPolicy(
  name: string,
  cwd: string,
  folder: string,
): Promise<PreparedOwnPolicy> {
  const module = await compileOwnPolicy(resolve(cwd, name), folder);
  return { module, definition: await loadOwnPolicy(module, name) };
}
