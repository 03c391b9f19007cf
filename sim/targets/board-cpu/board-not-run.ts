import { InputError } from '../../schema/input-error.ts';
import { shownName } from '../read-input.ts';
import type { BoardCpuProfile } from './profile-schema.ts';

/** The refusal to simulate a CPU of which nothing says what power it draws, or that has no runtime. */
export function boardNotRun(profile: BoardCpuProfile, file: string): InputError {
  const why =
    profile.class === 'phone'
      ? 'power of phones is published nowhere that the models learn from'
      : 'the calibrated models know nothing of its core';
  const missing = [
    ...(profile.idlePower ? [] : ['idlePower']),
    ...(profile.policyCyclesPerOperation ? [] : ['policyCyclesPerOperation']),
    ...(Object.keys(profile.runtimes).length > 0 ? [] : ['runtimes']),
  ];
  return new InputError([
    {
      file: shownName(file),
      line: 0,
      column: 0,
      code: 'E_BOARD_RUN',
      path: missing[0] ?? 'class',
      message: `${profile.id} is of class ${profile.class} and cannot be simulated: it has no ${missing.join(', no ')}, and ${why}.`,
      hint: `sparsewatt predict --target ${profile.id} takes it; a profile of your own may add ${missing.join(', ')}.`,
    },
  ]);
}
