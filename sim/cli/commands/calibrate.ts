import { buildCommand } from '@stricli/core';
import { measuredClasses } from '../../calibration/measured/measured-row.ts';
import type { CalibrateFlags } from '../actions/calibrate.ts';
import type { CliContext } from '../context.ts';
import { oneOf, words } from '../parse.ts';
import { jsonFlag } from './shared-flags.ts';

/** `sparsewatt calibrate` */
export const calibrateCommand = buildCommand<CalibrateFlags, [], CliContext>({
  loader: async () => (await import('../actions/calibrate.ts')).calibrateAction,
  parameters: {
    flags: {
      class: {
        kind: 'parsed',
        brief: `only models of this class: ${measuredClasses.join(', ')}`,
        parse: oneOf(measuredClasses),
        optional: true,
        placeholder: 'CLASS',
      },
      target: {
        kind: 'parsed',
        brief: 'your own board: id of a profile, or .yaml file',
        parse: words,
        optional: true,
        placeholder: 'ID|FILE',
      },
      measured: {
        kind: 'parsed',
        brief: 'CSV file with measurements of that board',
        parse: words,
        optional: true,
        placeholder: 'FILE',
      },
      runtime: {
        kind: 'parsed',
        brief: 'software stack of rows of the file that name none',
        parse: words,
        optional: true,
        placeholder: 'R',
      },
      out: {
        kind: 'parsed',
        brief: 'also write the document of --json to this file',
        parse: words,
        optional: true,
        placeholder: 'FILE',
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Fit the models to the published rows, or hold measurements of your own board against them',
    fullDescription: [
      'Without --target: fits every model to all published rows and prints rows, loss and what became of the priors.',
      'With --target and --measured: predicts each measurement of your board, blind and from the others of the file.',
      '"sparsewatt predict --anchor FILE" then uses the file.',
    ].join('\n'),
  },
});
