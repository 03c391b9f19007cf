import { buildCommand } from '@stricli/core';
import { validatedClasses } from '../../calibration/measured/measured-row.ts';
import type { ValidateFlags } from '../actions/validate.ts';
import type { CliContext } from '../context.ts';
import { oneOf } from '../parse.ts';
import { jsonFlag } from './shared-flags.ts';

/** `sparsewatt validate` */
export const validateCommand = buildCommand<ValidateFlags, [], CliContext>({
  loader: async () => (await import('../actions/validate.ts')).validateAction,
  parameters: {
    flags: {
      class: {
        kind: 'parsed',
        brief: 'only this class',
        parse: oneOf(validatedClasses),
        optional: true,
        placeholder: 'CLASS',
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Hold measured chips out of the calibration, predict them, and print the error',
    fullDescription: [
      'Predicts every published measurement in hardware-profiles/measured with its chip, its network, its operating',
      'point or its series of runs held out of the calibration, and prints the error beside that of trivial',
      'predictions, and the order of devices in published comparisons of neuromorphic chips. Errors are averaged',
      'on each device first, then over devices; groups are never pooled.',
      `Classes: ${validatedClasses.join(', ')}.`,
    ].join('\n'),
  },
});
