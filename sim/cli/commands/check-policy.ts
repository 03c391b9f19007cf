import { buildCommand } from '@stricli/core';
import type { CheckPolicyFlags } from '../actions/check-policy.ts';
import type { CliContext } from '../context.ts';
import { wholeNumber, words } from '../parse.ts';
import { jsonFlag } from './shared-flags.ts';

/** `sparsewatt check-policy` */
export const checkPolicyCommand = buildCommand<CheckPolicyFlags, [string], CliContext>({
  loader: async () => (await import('../actions/check-policy.ts')).checkPolicyAction,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'module with a policy as its default export, or an id',
          parse: words,
          placeholder: 'POLICY',
        },
      ],
    },
    flags: {
      seed: {
        kind: 'parsed',
        brief: 'seed of the trials',
        parse: wholeNumber(0),
        default: '1',
        placeholder: 'N',
      },
      trials: {
        kind: 'parsed',
        brief: 'made-up chips and loads to try it on',
        parse: wholeNumber(1),
        default: '20',
        placeholder: 'N',
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Run your own policy through the laws that every policy keeps',
    customUsage: ['POLICY [flags]'],
    fullDescription: [
      'Runs a policy on made-up chips, loads and surroundings, under watch: legal answers, a declared cost, the same',
      'answers again after reset, nothing kept of what it was shown, nothing read that does not exist: docs/policies.md.',
      '',
      'EXAMPLES',
      '  sparsewatt check-policy ./my-policy.ts',
      '  sparsewatt check-policy budget-controller --trials 200',
    ].join('\n'),
  },
});
