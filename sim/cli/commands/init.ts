import { buildCommand, buildRouteMap } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { words } from '../parse.ts';

const policyCommand = buildCommand<Record<never, never>, [string?], CliContext>({
  loader: async () => (await import('../actions/init.ts')).initPolicy,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'file to write, .ts or .js (default: my-policy.ts)',
          parse: words,
          placeholder: 'FILE',
          optional: true,
        },
      ],
    },
    flags: {},
  },
  docs: {
    brief: 'Write a run-time policy to begin with',
    customUsage: ['[FILE]'],
    fullDescription: [
      'Writes a small working policy with full types and says how to check and run it: docs/policies.md.',
      '',
      'EXAMPLES',
      '  sparsewatt init policy',
      '  sparsewatt init policy careful.js',
    ].join('\n'),
  },
});

/** `sparsewatt init` */
export const initCommands = buildRouteMap({
  routes: { policy: policyCommand },
  docs: { brief: 'Write files to begin with' },
});
