import type { LaneKind } from '../../../session/questions.ts';
import type { Tone } from '../../table/column.ts';

/** How a kind is drawn: by shape, by letter, and in a tone. */
export interface LaneStyle {
  readonly kind: LaneKind;
  readonly shape: string;
  readonly letter: string;
  readonly tone: Tone;
}

export const laneStyles: readonly LaneStyle[] = [
  { kind: 'run', shape: '█', letter: 'R', tone: 'good' },
  { kind: 'wake', shape: '▓', letter: 'W', tone: 'unsure' },
  { kind: 'decide', shape: '▒', letter: 'D', tone: 'plain' },
  { kind: 'clock', shape: '▚', letter: 'C', tone: 'unsure' },
  { kind: 'review', shape: '░', letter: 'V', tone: 'plain' },
  { kind: 'idle', shape: '─', letter: 'i', tone: 'quiet' },
  { kind: 'sleep', shape: '·', letter: 's', tone: 'quiet' },
  { kind: 'off', shape: '×', letter: 'O', tone: 'bad' },
];

const busy: ReadonlySet<LaneKind> = new Set(['run', 'wake', 'decide', 'clock', 'review']);
/** Less than half of the time: low blocks, the less the lower. */
const low = '▁▂▃▄';

const mostOf = (styles: readonly LaneStyle[], ns: Readonly<Record<LaneKind, number>>) =>
  styles.reduce((most, style) => (ns[style.kind] > ns[most.kind] ? style : most));

/**
 * What one character of a lane shows: the busy kind that took most of the time where units were busy at all, its shape
 * where that was half of it or more, else a low block; at rest the kind of rest. Blank where there is no time.
 */
export function laneGlyph(ns: Readonly<Record<LaneKind, number>>): Omit<LaneStyle, 'kind'> {
  const total = laneStyles.reduce((sum, { kind }) => sum + ns[kind], 0);
  if (!(total > 0)) return { shape: ' ', letter: ' ', tone: 'plain' };
  const active = laneStyles.filter(({ kind }) => busy.has(kind));
  const share = active.reduce((sum, { kind }) => sum + ns[kind], 0) / total;
  if (share === 0)
    return mostOf(
      laneStyles.filter(({ kind }) => !busy.has(kind)),
      ns,
    );
  const most = mostOf(active, ns);
  if (share >= 0.5) return most;
  return { ...most, shape: low[Math.floor(share * 2 * low.length)]! };
}
