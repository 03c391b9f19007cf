/** Shapes that `wordShape` tells apart. */
export const wordShapes = 5 * 3 * 2 * 2;

/**
 * How a word is written, whatever its letters: case (none, lower, Capital, ALL CAPITALS, mIxed) x digits (none, some,
 * only) x with or without hyphen x with or without apostrophe.
 * @returns 0 to `wordShapes` - 1
 */
export function wordShape(word: string): number {
  const upper = /\p{Lu}/u.test(word);
  const lower = /\p{Ll}/u.test(word);
  const capital = /^\P{L}*\p{Lu}[^\p{Lu}]*$/u.test(word);
  const letterCase = !upper ? (lower ? 1 : 0) : capital ? 2 : lower ? 4 : 3;
  const digits = /\d/.test(word) ? (/^[\d.,]+$/.test(word) ? 2 : 1) : 0;
  const hyphen = word.length > 1 && word.includes('-') ? 1 : 0;
  const apostrophe = word.length > 1 && word.includes("'") ? 1 : 0;
  return ((letterCase * 3 + digits) * 2 + hyphen) * 2 + apostrophe;
}
