import { InputError } from '../../schema/input-error.ts';
import { shownName } from '../read-input.ts';
import type { GovernorName } from './governor-name.ts';

/**
 * Why a governor cannot run on a target: the target has one clock, or not the one that is asked for.
 * @param clocks names of those that it has; empty where it has one
 */
export function noClocks(
  id: string,
  file: string,
  governor: GovernorName,
  clocks: readonly string[],
): InputError {
  const at = { file: shownName(file), line: 0, column: 0, path: 'clocks' };
  return new InputError([
    clocks.length > 0
      ? {
          ...at,
          code: 'E_NO_CLOCK',
          message: `${id} has no clock of ${governor}.`,
          allowed: clocks,
        }
      : {
          ...at,
          code: 'E_NO_CLOCKS',
          message: `${id} has one clock: governor ${governor} has nothing to choose from.`,
          hint: 'leave the governor out, or add `clocks` to the profile (hardware-profiles/README.md)',
        },
  ]);
}
