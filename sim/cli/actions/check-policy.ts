import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyDefinition } from '../../policies/policy.ts';
import { policyDefinitions } from '../../policies/registry.ts';
import { checkPolicy, policyLaws } from '../../scenario/conformance/check-policy.ts';
import { isPolicyFile, prepareOwnPolicy } from '../../scenario/own-policy/prepare-own-policy.ts';
import { didYouMean } from '../../schema/did-you-mean.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';

export interface CheckPolicyFlags {
  readonly seed: number;
  readonly trials: number;
  readonly json: boolean;
}

/** Runs a policy through the conformance suite; exit code 4 when it breaks a law. */
export async function checkPolicyAction(
  this: CliContext,
  flags: CheckPolicyFlags,
  name: string,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sparsewatt-policy-'));
  try {
    const definition = isPolicyFile(name)
      ? (await prepareOwnPolicy(name, this.cwd, folder)).definition
      : registered(name);
    const verdicts = checkPolicy(definition, { trials: flags.trials, seed: flags.seed });
    if (flags.json) this.stdout.write(`${JSON.stringify({ policy: definition.id, verdicts })}\n`);
    else {
      const lines = verdicts.map(({ law, broken }) =>
        broken === null
          ? `  ✓ ${law}: ${policyLaws[law]}`
          : `  ✗ ${law}: ${policyLaws[law]}\n      ${broken}`,
      );
      this.stdout.write(`${definition.id}, ${flags.trials} trials\n${lines.join('\n')}\n`);
    }
    const laws = verdicts.filter(({ broken }) => broken !== null).map(({ law }) => law);
    if (laws.length > 0)
      throw new CommandError(
        exitCode.checkFailed,
        'E_POLICY_LAW',
        `policy ${definition.id} breaks ${laws.length} of ${verdicts.length} laws: ${laws.join(', ')}`,
      );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function registered(name: string): PolicyDefinition {
  const found = policyDefinitions.find(({ id }) => id === name);
  if (found) return found;
  const ids = policyDefinitions.map(({ id }) => id);
  const meant = didYouMean(name, ids);
  throw new CommandError(
    exitCode.usage,
    'E_USAGE',
    `"${name}" is neither a file nor a policy; policies are ${ids.join(', ')}`,
    meant ? `did you mean "${meant}"?` : 'a file has a slash or ends with .ts or .js',
  );
}
