import { toAscii } from '../../../sim/dashboard/look/to-ascii.ts';

/** Characters for which nobody thought of a sign in ASCII. */
export function withoutAscii(text: string): readonly string[] {
  return [...text].filter((letter) => letter !== '?' && toAscii(letter) === '?');
}
