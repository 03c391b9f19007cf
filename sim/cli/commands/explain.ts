import { buildCommand } from '@stricli/core';
import type { ExplainFlags } from '../actions/explain.ts';
import type { CliContext } from '../context.ts';
import { wholeNumber, words } from '../parse.ts';
import { cellFlags, repetitionFlag } from './run-name-flags.ts';
import { cacheFlag, jsonFlag, seedFlag, threadsFlag } from './shared-flags.ts';

/** `sparsewatt explain` */
export const explainCommand = buildCommand<ExplainFlags, [string], CliContext>({
  loader: async () => (await import('../actions/explain.ts')).explain,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'saved run (latest, start of a result hash, .json file), or a scenario (.yaml)',
          parse: words,
          placeholder: 'RUN',
        },
      ],
    },
    flags: {
      target: cellFlags.target,
      policy: {
        kind: 'parsed',
        brief: 'policy of the registry, with settings or without',
        parse: words,
        placeholder: 'ID',
      },
      request: {
        kind: 'parsed',
        brief: 'number of the request in the run, from 0',
        parse: wholeNumber(0),
        placeholder: 'N',
      },
      runtime: cellFlags.runtime,
      load: cellFlags.load,
      seed: { ...seedFlag, brief: 'seed (default: the one of the run or scenario)' },
      repetition: repetitionFlag,
      threads: threadsFlag,
      json: jsonFlag,
      cache: cacheFlag,
    },
  },
  docs: {
    brief: 'Tell why a policy served one request as it did, and what the clairvoyant did',
    customUsage: ['RUN --target ID --policy ID --request N [flags]'],
    fullDescription: [
      'Simulates the run again, event by event, and prints what the policy saw when the request came to its turn, what it',
      'decided, every option with what was known of it and what it would have been, what would have changed its mind (the',
      'policy is asked again with one signal changed), and what the clairvoyant did with the same request.',
      '',
      'EXAMPLES',
      '  sparsewatt explain latest --target nucleo-u575zi-q --policy confidence-refinement --request 1234',
      '  sparsewatt explain scenarios/smart-camera.yaml --target a100 --policy deadline-controller --request 0 --load 0.8',
    ].join('\n'),
  },
});
