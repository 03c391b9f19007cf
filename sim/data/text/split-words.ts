/**
 * Words and signs of a text in lower case: runs of letters and digits with inner apostrophes (`don't`), and every other
 * sign by itself. Line breaks of HTML are white space.
 */
export function splitWords(text: string): string[] {
  const plain = text.replace(/<br\s*\/?>/gi, ' ').toLowerCase();
  return plain.match(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
}
