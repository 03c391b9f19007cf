import { CommandError } from './command-error.ts';
import { exitCode } from './exit-code.ts';

/**
 * Puts text between the lines `<!-- begin NAME -->` and `<!-- end NAME -->`.
 * @param file only for the error @throws CommandError E_CARD when the text has no such place
 */
export function replaceBetween(text: string, name: string, block: string, file: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) {
    throw new CommandError(
      exitCode.invalidInput,
      'E_CARD',
      `${file} has no line ${begin} followed by ${end}`,
      'add both lines where the table is to stand',
    );
  }
  return `${text.slice(0, from + begin.length)}\n\n${block}\n\n${text.slice(to)}`;
}
