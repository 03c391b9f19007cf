import type { PlotKind } from './plot-kind.ts';

const steps: Readonly<Record<PlotKind, string>> = {
  // Two values a character would be braille's own; one is easier to read at a glance, and as wide in every kind.
  braille: '⣀⣤⣶⣿',
  block: '▁▂▃▄▅▆▇█',
  ascii: '.-=#',
};

/** Means of equal parts of `values`, as many as there are characters; null where a part holds no number. */
export function resampled(values: readonly (number | null)[], width: number): readonly (number | null)[] {
  return Array.from({ length: width }, (_, at) => {
    const from = Math.floor((at * values.length) / width);
    const to = Math.max(from + 1, Math.floor(((at + 1) * values.length) / width));
    const numbers = values.slice(from, to).filter((value): value is number => value !== null);
    return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  });
}

/**
 * Values as one line of characters, exactly `width` of them: higher characters for larger values; blank where there is
 * none. The lowest character is at `least`, the highest at `most`.
 */
export function sparkLine(
  values: readonly (number | null)[],
  width: number,
  kind: PlotKind,
  least = 0,
  most = Math.max(...values.map((value) => value ?? Number.NEGATIVE_INFINITY)),
): string {
  if (values.length === 0) return ' '.repeat(width);
  const letters = steps[kind];
  const span = most - least;
  return resampled(values, width)
    .map((value) => {
      if (value === null) return ' ';
      const share = span > 0 ? (value - least) / span : 0;
      return letters[Math.max(0, Math.min(letters.length - 1, Math.round(share * (letters.length - 1))))];
    })
    .join('');
}
