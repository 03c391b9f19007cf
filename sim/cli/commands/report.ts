import { buildCommand } from '@stricli/core';
import { formatNames } from '../../report/formats/format-names.ts';
import type { ReportFlags } from '../actions/report.ts';
import type { CliContext } from '../context.ts';
import { oneOf, words } from '../parse.ts';
import { cacheFlag, settingsFlag, threadsFlag, yearFlag, zoneFlag } from './shared-flags.ts';

/** `sparsewatt report` */
export const reportCommand = buildCommand<ReportFlags, [string?], CliContext>({
  loader: async () => (await import('../actions/report.ts')).report,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: 'saved run (a JSON file, the start of its result hash, "latest") or a scenario file to run',
          parse: words,
          placeholder: 'RUN|SCENARIO',
          optional: true,
        },
      ],
    },
    flags: {
      out: {
        kind: 'parsed',
        brief: 'folder for the files (default: .)',
        parse: words,
        optional: true,
        placeholder: 'DIR',
      },
      format: {
        kind: 'parsed',
        brief: 'formats, separated by commas, or all (default: md,html,json)',
        parse: oneOf(['all', ...formatNames]),
        variadic: ',',
        optional: true,
        placeholder: 'FORMAT',
      },
      zone: zoneFlag,
      year: yearFlag,
      settings: settingsFlag,
      equivalences: {
        kind: 'boolean',
        brief: 'also say what it is in everyday things, with the source of each factor',
        default: false,
        withNegated: false,
      },
      threads: threadsFlag,
      cache: cacheFlag,
    },
  },
  docs: {
    brief:
      'Write a green-AI report: energy and carbon per inference (SCI), intervals, sources, twelve formats',
    customUsage: ['[RUN|SCENARIO] [flags]'],
    fullDescription: [
      'Writes what an auditor or sustainability lead needs of a run: SCI (ISO/IEC 21031) per inference with its parts and',
      'intervals, boundary, coefficients with sources and licences, comparison by one method, checklist. docs/reports.md',
      'describes the formats and the settings file (who is accountable, grid, PUE, water, embodied emissions, fleet).',
      '',
      `FORMATS: ${formatNames.join(', ')}`,
      '',
      'EXAMPLES',
      '  sparsewatt report latest --out report/',
      '  sparsewatt report scenarios/industrial-sensor.yaml --out report/ --format all',
      '  sparsewatt report run.json --zone FR --year 2024 --settings report.yaml',
    ].join('\n'),
  },
});
