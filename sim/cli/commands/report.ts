import { buildCommand } from '@stricli/core';
import type { ReportFlags } from '../actions/report.ts';
import type { CliContext } from '../context.ts';
import { wholeNumber, words } from '../parse.ts';
import { cacheFlag } from './shared-flags.ts';

/** `sparsewatt report` */
export const reportCommand = buildCommand<ReportFlags, [string?], CliContext>({
  loader: async () => (await import('../actions/report.ts')).report,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'saved run: a JSON file, the start of its result hash, or "latest" (default)',
          parse: words,
          placeholder: 'RUN',
          optional: true,
        },
      ],
    },
    flags: {
      out: {
        kind: 'parsed',
        brief: 'folder for report.json and report.md (default: .)',
        parse: words,
        optional: true,
        placeholder: 'DIR',
      },
      zone: {
        kind: 'parsed',
        brief: 'grid zone instead of the one of the scenario, e.g. DE or US-CAL-CISO',
        parse: words,
        optional: true,
        placeholder: 'ZONE',
      },
      year: {
        kind: 'parsed',
        brief: 'year of the grid data',
        parse: wholeNumber(2021),
        optional: true,
        placeholder: 'YEAR',
      },
      cache: cacheFlag,
    },
  },
  docs: {
    brief: 'Write report.json and report.md: energy and carbon per inference, with sources',
    customUsage: ['[RUN] [flags]'],
    fullDescription: [
      'Writes what a sustainability lead needs of a saved run: energy and gCO2e per inference, boundaries, intervals,',
      'sources and attributions.',
      '',
      'EXAMPLES',
      '  sparsewatt report latest --out report/',
      '  sparsewatt report run.json --zone FR --year 2024',
    ].join('\n'),
  },
});
