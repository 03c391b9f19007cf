import type { DashboardState } from '../../state/state.ts';
import type { Field } from '../../table/column.ts';
import { fitFields } from '../../table/fit-fields.ts';
import { bodyHeight } from '../../terminal/frame-layout.ts';
import { aboutLines, conclusionLines, progressLine } from './overview-lines.ts';
import { playbackLines } from './playback-lines.ts';

type Line = readonly Field[];

/** From here on the recorded run and the run as a whole stand side by side. */
const sideBySide = 120;
const separator = ' │ ';

/** The overview as lines of the terminal's width, as many as the body has at most. */
export function overviewLayout(state: DashboardState): readonly Line[] {
  const { columns } = state.viewport;
  const height = bodyHeight(state.viewport);
  const one = (field: Field): Line => [field];
  const about = aboutLines(state);
  const conclusions = conclusionLines(state).map(one);
  const progress = one(progressLine(state));
  if (state.cells.length === 0)
    return [...about.map(one), progress, one({ text: '' }), ...conclusions].slice(0, height);
  if (columns >= sideBySide) {
    const left = Math.floor((columns - separator.length) * 0.58);
    const right = columns - separator.length - left;
    const wrapped = [...about.flatMap((field) => wrap(field, right)), progress, one({ text: '' })];
    const said = [...wrapped, ...conclusionLines(state).flatMap((field) => wrap(field, right))];
    const played = playbackLines(state, left, plotRowsFor(height));
    return Array.from({ length: Math.min(height, Math.max(said.length, played.length)) }, (_, row) => [
      ...fitFields(played[row] ?? [], left),
      { text: separator, tone: 'quiet' as const },
      ...fitFields(said[row] ?? [], right),
    ]);
  }
  // On low terminals the file's line goes first.
  const top = height < 16 ? about.filter((_, at) => at !== 1) : about;
  const head = [...top.map(one), progress];
  const played = playbackLines(state, columns, plotRowsFor(height - head.length - 4));
  return [...head, ...played, ...conclusions].slice(0, height);
}

/** Lines of the power plot: the rest of what is played takes about ten. */
function plotRowsFor(height: number): number {
  return Math.max(1, Math.min(12, height - 14));
}

/** A text over several lines, broken between words. */
function wrap({ text, tone }: Field, width: number): readonly Line[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && [...last].length + 1 + [...word].length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(lines.length > 0 ? `  ${word}` : word);
  }
  return lines.map((line) => [tone ? { text: line, tone } : { text: line }]);
}
