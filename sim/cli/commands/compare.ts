import { buildCommand } from '@stricli/core';
import type { CompareFlags } from '../actions/compare.ts';
import type { CliContext } from '../context.ts';
import { words } from '../parse.ts';
import { cacheFlag, jsonFlag, targetFlag, threadsFlag } from './shared-flags.ts';

const run = (brief: string) => ({ brief, parse: words, placeholder: 'RUN' });

/** `sparsewatt compare` */
export const compareCommand = buildCommand<CompareFlags, [string, string?], CliContext>({
  loader: async () => (await import('../actions/compare.ts')).compare,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        run('saved run (latest, start of a result hash, .json file), or a scenario (.yaml) to run now'),
        { ...run('another one; without it, two policies of the first are compared'), optional: true },
      ],
    },
    flags: {
      policies: {
        kind: 'parsed',
        brief: 'a policy of the first run and one of the second, separated by a comma',
        parse: words,
        variadic: ',',
        optional: true,
        placeholder: 'A,B',
      },
      target: { ...targetFlag, brief: 'only these targets, separated by commas' },
      threads: threadsFlag,
      json: jsonFlag,
      cache: cacheFlag,
    },
  },
  docs: {
    brief: 'Compare two runs, or two policies, by differences paired by seed',
    customUsage: ['RUN [RUN] [flags]'],
    fullDescription: [
      'Prints what changes from the first run to the second in energy, latency, accuracy, losses and regret: differences',
      'between repetitions that saw the same requests, with 95% bootstrap intervals. Runs of other versions, data, seeds,',
      'profiles, loads or deadlines are refused, because their difference would not be one of the policies.',
      '',
      'EXAMPLES',
      '  sparsewatt compare latest --policies best-static,confidence-refinement',
      '  sparsewatt compare 23a59f6da7e2 run.json --target nucleo-u575zi-q',
      '  sparsewatt compare mine.yaml theirs.yaml',
    ].join('\n'),
  },
});
