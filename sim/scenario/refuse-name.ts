import { InputError } from '../schema/input-error.ts';

/** A name on the command line that a scenario does not have. @param meant the closest of those that it has */
export function refuseName(
  file: string,
  code: string,
  message: string,
  allowed: readonly string[],
  meant: string | null,
): InputError {
  const place = { file, line: 0, column: 0, path: '' };
  return new InputError([
    {
      ...place,
      code,
      message,
      ...(allowed.length > 0 ? { allowed } : {}),
      ...(meant ? { didYouMean: meant } : {}),
    },
  ]);
}
