// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const obeyed = /\x1b(?!\[[\d;:]*m)|(?![\n\x1b])\p{Cc}/gu;

/**
 * The text without anything that a terminal would obey, but for colours and ends of lines: titles and names come from files
 * that anybody may have written.
 */
export function harmless(text: string): string {
  return text.replace(obeyed, '');
}
