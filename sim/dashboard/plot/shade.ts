import type { PlotKind } from './plot-kind.ts';

const shades: Readonly<Record<PlotKind, string>> = {
  braille: '·░▒▓█',
  block: '·░▒▓█',
  ascii: '.:+*#',
};

/** A character for a share of 0 to 1: the lightest is for nothing at all, the darkest for the most. */
export function shade(share: number, kind: PlotKind): string {
  const letters = shades[kind];
  const darker = Math.ceil(Math.min(1, share) * (letters.length - 1));
  return letters[Number.isFinite(share) ? Math.max(0, darker) : 0]!;
}
