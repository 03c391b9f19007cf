import { buildCommand } from '@stricli/core';
import type { DashFlags } from '../actions/dash.ts';
import type { CliContext } from '../context.ts';
import { words } from '../parse.ts';
import { cacheFlag, seedFlag, targetFlag, threadsFlag } from './shared-flags.ts';

/** `sparsewatt dash` */
export const dashCommand = buildCommand<DashFlags, [string?], CliContext>({
  loader: async () => (await import('../actions/dash.ts')).dash,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'scenario file, saved run, or "latest" (default: the last run, else the smart camera)',
          parse: words,
          placeholder: 'SCENARIO|RUN',
          optional: true,
        },
      ],
    },
    flags: { seed: seedFlag, threads: threadsFlag, target: targetFlag, cache: cacheFlag },
  },
  docs: {
    brief: 'Open the dashboard on a scenario or a saved run',
    customUsage: ['[SCENARIO|RUN] [flags]'],
    fullDescription: ['EXAMPLES', '  sparsewatt dash', '  sparsewatt dash scenarios/smart-camera.yaml'].join(
      '\n',
    ),
  },
});
