import { InputError } from '../../schema/input-error.ts';
import { shownName } from '../read-input.ts';

/** Why a governor cannot run on a target: it has one clock. */
export const noClocks = (id: string, file: string, governor: string): InputError =>
  new InputError([
    {
      file: shownName(file),
      line: 0,
      column: 0,
      code: 'E_NO_CLOCKS',
      path: 'clocks',
      message: `${id} has one clock: governor ${governor} has nothing to choose from.`,
      hint: 'leave the governor out, or add `clocks` to the profile (hardware-profiles/README.md)',
    },
  ]);
