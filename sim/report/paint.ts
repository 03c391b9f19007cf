/** Emphasis on a terminal; without colour every function returns its text unchanged. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
}

const wrap = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;
const same = (text: string) => text;

/** @param colour whether the output is a terminal that shows colours */
export function paint(colour: boolean): Paint {
  if (!colour) return { bold: same, dim: same, good: same, bad: same };
  return { bold: wrap(1, 22), dim: wrap(2, 22), good: wrap(32, 39), bad: wrap(31, 39) };
}
