import { buildCommand } from '@stricli/core';
import type { ReplayFlags } from '../actions/replay.ts';
import type { CliContext } from '../context.ts';
import { words } from '../parse.ts';
import { cacheFlag, threadsFlag } from './shared-flags.ts';

/** `sparsewatt replay` */
export const replayCommand = buildCommand<ReplayFlags, [string], CliContext>({
  loader: async () => (await import('../actions/replay.ts')).replayAction,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ brief: 'event log that sparsewatt trace wrote', parse: words, placeholder: 'LOG' }],
    },
    flags: {
      scenario: {
        kind: 'parsed',
        brief: 'scenario of the log, where it lies elsewhere now',
        parse: words,
        optional: true,
        placeholder: 'SCENARIO',
      },
      threads: threadsFlag,
      cache: cacheFlag,
    },
  },
  docs: {
    brief: 'Run the run of an event log again and find the first event that differs',
    customUsage: ['LOG [flags]'],
    fullDescription: [
      'Checks that a log holds the events whose hash it states, simulates its run again and compares event by event.',
      'Where they differ it names the first one, in the log and in the run, and ends with exit code 4.',
      '',
      'EXAMPLES',
      '  sparsewatt trace --target a100 --policy dense --out run.swlog',
      '  sparsewatt replay run.swlog',
    ].join('\n'),
  },
});
