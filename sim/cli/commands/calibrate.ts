import { buildCommand } from '@stricli/core';
import { measuredClasses } from '../../calibration/measured/measured-row.ts';
import type { CalibrateFlags } from '../actions/calibrate.ts';
import type { CliContext } from '../context.ts';
import { numberOf, oneOf, words } from '../parse.ts';
import { jsonFlag } from './shared-flags.ts';

/** `sparsewatt calibrate` */
export const calibrateCommand = buildCommand<CalibrateFlags, ['host'?], CliContext>({
  loader: async () => (await import('../actions/calibrate.ts')).calibrateAction,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief: '"host" measures this machine (half a minute)',
          parse: oneOf(['host']),
          placeholder: 'host',
          optional: true,
        },
      ],
    },
    flags: {
      class: {
        kind: 'parsed',
        brief: 'only models of this class',
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
      profile: {
        kind: 'parsed',
        brief: 'host: also write a hardware profile of this machine (.yaml)',
        parse: words,
        optional: true,
        placeholder: 'FILE',
      },
      activeW: {
        kind: 'parsed',
        brief: 'host: W of one busy core, for the profile; nothing here can measure it',
        parse: numberOf(0),
        optional: true,
        placeholder: 'W',
      },
      idleW: {
        kind: 'parsed',
        brief: 'host: W of one idle core, for the profile',
        parse: numberOf(0),
        optional: true,
        placeholder: 'W',
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Fit the models to the published rows, to measurements of your own board, or measure this machine',
    fullDescription: [
      'Without --target: fits every model to all published rows and prints rows, loss and what became of the priors.',
      'With --target and --measured: predicts each measurement of your board, blind and from the others of the file.',
      '"sparsewatt predict --anchor FILE" then uses the file.',
      '"sparsewatt calibrate host" times the kernels of this machine, fits two thirds of the layers and predicts the rest.',
      `Classes: ${measuredClasses.join(', ')}.`,
    ].join('\n'),
  },
});
