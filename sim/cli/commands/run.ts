import { buildCommand } from '@stricli/core';
import type { RunFlags } from '../actions/run.ts';
import type { CliContext } from '../context.ts';
import { runFlags, scenarioArgument } from './shared-flags.ts';

/** `sparsewatt run` */
export const runCommand = buildCommand<RunFlags, [string?], CliContext>({
  loader: async () => (await import('../actions/run.ts')).run,
  parameters: { positional: { kind: 'tuple', parameters: [scenarioArgument] }, flags: runFlags },
  docs: {
    brief: 'Simulate a scenario and print the scored table',
    customUsage: ['[SCENARIO] [flags]'],
    fullDescription: [
      'Loads the networks of a scenario, checks its outcome tables against the real kernels, simulates every target,',
      'runtime, load and policy, and prints the scored table.',
      '',
      'EXAMPLES',
      '  sparsewatt run scenarios/smart-camera.yaml',
      '  sparsewatt run scenarios/smart-camera.yaml --target nucleo-u575zi-q --full',
      '  sparsewatt run scenarios/smart-camera.yaml --json > run.json',
      '  sparsewatt run --policy ./mine.ts --policy ucb-bandit --set ucb-bandit.exploration=0.5',
    ].join('\n'),
  },
});
