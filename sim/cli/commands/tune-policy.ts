import { buildCommand } from '@stricli/core';
import type { TunePolicyFlags } from '../actions/tune-policy.ts';
import type { CliContext } from '../context.ts';
import { wholeNumber, words } from '../parse.ts';
import { cellFlags } from './run-name-flags.ts';
import { cacheFlag, jsonFlag, scenarioArgument, seedFlag, threadsFlag } from './shared-flags.ts';

/** `sparsewatt tune-policy` */
export const tunePolicyCommand = buildCommand<TunePolicyFlags, [string, string?], CliContext>({
  loader: async () => (await import('../actions/tune-policy.ts')).tunePolicyAction,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'policy with parameters, or a file of your own (./mine.ts)',
          parse: words,
          placeholder: 'POLICY',
        },
        scenarioArgument,
      ],
    },
    flags: {
      ...cellFlags,
      seed: seedFlag,
      budget: {
        kind: 'parsed',
        brief: 'settings to try, each a pilot run on validation data',
        parse: wholeNumber(2),
        default: '60',
        placeholder: 'N',
      },
      searchSeed: {
        kind: 'parsed',
        brief: 'seed of the search',
        parse: wholeNumber(0),
        default: '1',
        placeholder: 'N',
      },
      threads: threadsFlag,
      json: jsonFlag,
      cache: cacheFlag,
    },
  },
  docs: {
    brief: 'Find the parameters of a policy on validation data, and score them on test data',
    customUsage: ['POLICY [SCENARIO] --target ID [flags]'],
    fullDescription: [
      'Searches at random and then one parameter at a time. Each setting is a pilot run on validation data with the tuning',
      'seed; limits come before energy. The best setting and the defaults are then scored on test data over all seeds, and',
      'the gap between promise and result is printed.',
      '',
      'EXAMPLES',
      '  sparsewatt tune-policy budget-controller --target loihi-1 --load 0.8',
      '  sparsewatt tune-policy ./mine.ts scenarios/industrial-sensor.yaml --target nucleo-u575zi-q --budget 200',
    ].join('\n'),
  },
});
