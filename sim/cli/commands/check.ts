import { buildCommand } from '@stricli/core';
import type { CheckFlags } from '../actions/check.ts';
import type { CliContext } from '../context.ts';
import { words } from '../parse.ts';
import { cacheFlag, settingsFlag, threadsFlag, yearFlag, zoneFlag } from './shared-flags.ts';

/** `sparsewatt check` */
export const checkCommand = buildCommand<CheckFlags, [string, string?], CliContext>({
  loader: async () => (await import('../actions/check.ts')).check,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { brief: 'budget file', parse: words, placeholder: 'BUDGET' },
        {
          brief: 'scenario file or saved run (default: the one of the budget, else the latest run)',
          parse: words,
          placeholder: 'RUN|SCENARIO',
          optional: true,
        },
      ],
    },
    flags: {
      junit: {
        kind: 'parsed',
        brief: 'also write the results as this JUnit file',
        parse: words,
        optional: true,
        placeholder: 'FILE',
      },
      writeBaseline: {
        kind: 'parsed',
        brief: 'write this run as report.json for later checks to compare with',
        parse: words,
        optional: true,
        placeholder: 'FILE',
      },
      zone: zoneFlag,
      year: yearFlag,
      settings: settingsFlag,
      threads: threadsFlag,
      cache: cacheFlag,
    },
  },
  docs: {
    brief: 'Hold a run to a budget of energy, carbon, latency, accuracy and memory, for CI',
    customUsage: ['BUDGET.yaml [RUN|SCENARIO] [flags]'],
    fullDescription: [
      'Compares rows of a run with the limits of a budget file, and with a stored baseline where the budget names one and',
      'both were computed by the same method. Ends with 4 where a limit is broken. docs/reports.md has a budget to copy.',
      '',
      'EXAMPLES',
      '  sparsewatt check budget.yaml --junit budget.xml',
      '  sparsewatt check budget.yaml latest --write-baseline baseline.json',
    ].join('\n'),
  },
});
