import { didYouMean } from '../schema/did-you-mean.ts';
import { InputError } from '../schema/input-error.ts';

/**
 * The error for something that was asked for and is in no file.
 * @param allowed what could be asked for instead
 * @param word what was asked for, where it may be a slip of the pen
 */
export function refusal(
  code: string,
  message: string,
  more: { readonly allowed?: readonly string[]; readonly word?: string; readonly hint?: string } = {},
): InputError {
  const { allowed, word, hint } = more;
  const guess = allowed && word !== undefined ? didYouMean(word, allowed) : undefined;
  return new InputError([
    {
      file: '',
      line: 0,
      column: 0,
      code,
      path: '',
      message,
      ...(allowed ? { allowed: [...allowed] } : {}),
      ...(guess ? { didYouMean: guess } : {}),
      ...(hint ? { hint } : {}),
    },
  ]);
}
