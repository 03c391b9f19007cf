import { buildCommand } from '@stricli/core';
import type { MeasureFlags } from '../actions/measure.ts';
import type { CliContext } from '../context.ts';
import { cacheFlag, jsonFlag, scenarioArgument, threadsFlag } from './shared-flags.ts';

/** `sparsewatt measure` */
export const measureCommand = buildCommand<MeasureFlags, [string?], CliContext>({
  loader: async () => (await import('../actions/measure.ts')).measure,
  parameters: {
    positional: { kind: 'tuple', parameters: [scenarioArgument] },
    flags: {
      threads: threadsFlag,
      cache: cacheFlag,
      json: jsonFlag,
      again: {
        kind: 'boolean',
        brief: 'execute the images even where a valid table exists',
        default: false,
        withNegated: false,
      },
    },
  },
  docs: {
    brief: 'Execute the networks of a scenario on its data and store the outcome tables',
    customUsage: ['[SCENARIO] [flags]'],
    fullDescription: [
      'Executes every image at every operating point with the real kernels and stores the outcome tables in the cache.',
      'A stopped command goes on where it was.',
      '',
      'EXAMPLES',
      '  sparsewatt measure scenarios/smart-camera.yaml',
      '  sparsewatt measure my-scenario.yaml --again --threads 4',
    ].join('\n'),
  },
});
