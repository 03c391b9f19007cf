import { InputError } from '../../schema/input-error.ts';

/** Something wrong with the file of an own policy. */
export function ownPolicyFault(file: string, code: string, message: string, hint: string): InputError {
  return new InputError([{ file, line: 0, column: 0, code, path: '', message, hint }]);
}
