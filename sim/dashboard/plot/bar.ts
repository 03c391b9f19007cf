import type { PlotKind } from './plot-kind.ts';

const eighths = ' ▏▎▍▌▋▊▉';

/** A horizontal bar of exactly `width` characters, filled by a share of 0 to 1; more is drawn full, less empty. */
export function bar(share: number, width: number, kind: PlotKind): string {
  const filled = Math.max(0, Math.min(1, Number.isFinite(share) ? share : 0)) * width;
  if (kind === 'ascii') return '#'.repeat(Math.round(filled)).padEnd(width, '.');
  const whole = Math.floor(filled);
  const rest = whole < width ? eighths[Math.floor((filled - whole) * 8)]! : '';
  return ('█'.repeat(whole) + rest).padEnd(width);
}
