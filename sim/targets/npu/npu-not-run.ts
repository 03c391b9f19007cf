import { InputError } from '../../schema/input-error.ts';
import { shownName } from '../read-input.ts';
import type { NpuProfile } from './profile-schema.ts';

/** The refusal to simulate an NPU: no model says what a network that was never measured costs there. */
export function npuNotRun(profile: NpuProfile, file: string): InputError {
  return new InputError([
    {
      file: shownName(file),
      line: 0,
      column: 0,
      code: 'E_NPU_RUN',
      path: 'class',
      message: `${profile.id} is of class npu, which scenarios cannot simulate: only networks that were measured on it can be predicted, at its other operating points.`,
      hint: `sparsewatt predict --target ${profile.id} takes it.`,
    },
  ]);
}
