/** What a mouse did, at a character of the screen, from 0. */
export interface MouseEvent {
  readonly kind: 'click' | 'wheel-up' | 'wheel-down';
  readonly column: number;
  readonly row: number;
}

// SGR coordinates (xterm control sequences, mode 1006): button; column; row; M pressed, m released.
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this looks for
const sequence = /\x1b\[<(\d+);(\d+);(\d+)([Mm])/g;

const kinds: Readonly<Record<number, MouseEvent['kind']>> = { 0: 'click', 64: 'wheel-up', 65: 'wheel-down' };

/** The beginning of a report, at the end of what was sent so far. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const beginning = /\x1b\[<[\d;]*$/;

/**
 * Takes the reports of the mouse out of what the terminal sent.
 * @returns them, the rest, which is keys, and the beginning of a report that is still to be finished
 */
export function takeMouse(input: string): {
  readonly mouse: readonly MouseEvent[];
  readonly rest: string;
  readonly unfinished: string;
} {
  const mouse: MouseEvent[] = [];
  const whole = input.replace(sequence, (_all, button: string, column: string, row: string, end: string) => {
    const kind = end === 'M' ? kinds[Number(button)] : undefined;
    if (kind) mouse.push({ kind, column: Number(column) - 1, row: Number(row) - 1 });
    return '';
  });
  const unfinished = beginning.exec(whole)?.[0] ?? '';
  return { mouse, rest: whole.slice(0, whole.length - unfinished.length), unfinished };
}
