import { profileNumbers } from '../../calibration/profile-numbers.ts';
import type { Answer } from '../answer.ts';

/** @throws RangeError when the scenario has no such target, InputError where its profile cannot be read */
export const answerNumbers: Answer<'numbers'> = async (context, { target, runtime }) => {
  const { targets } = await context.scenario();
  const entry = targets.find(({ id }) => id === target);
  if (!entry) throw new RangeError(`the scenario has no target ${target}`);
  return profileNumbers(entry.target, runtime);
};
