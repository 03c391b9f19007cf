import { InputError } from '../../schema/input-error.ts';
import { shownName } from '../read-input.ts';
import type { BoardCpuProfile } from './profile-schema.ts';

/** The refusal to simulate the CPU of a single board or phone, which is described without runtimes. */
export function boardNotRun(profile: BoardCpuProfile, file: string): InputError {
  return new InputError([
    {
      file: shownName(file),
      line: 0,
      column: 0,
      code: 'E_BOARD_RUN',
      path: 'class',
      message: `${profile.id} is of class ${profile.class}, which scenarios cannot simulate: it is described for predictions, without runtimes.`,
      hint: `sparsewatt predict --target ${profile.id} takes it.`,
    },
  ]);
}
