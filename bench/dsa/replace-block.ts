/**
 * Puts text between `<!-- begin NAME -->` and `<!-- end NAME -->`, as a block of code.
 * @throws Error when the text has no such place
 */
export function replaceBlock(text: string, name: string, block: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`no ${begin} followed by ${end}; add both lines`);
  return `${text.slice(0, from + begin.length)}\n\n\`\`\`\n${block}\n\`\`\`\n\n${text.slice(to)}`;
}
