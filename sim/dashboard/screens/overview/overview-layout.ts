import { clamp } from '../../state/clamp.ts';
import type { DashboardState } from '../../state/state.ts';
import type { Field } from '../../table/column.ts';
import { fitFields } from '../../table/fit-fields.ts';
import { wrapFields } from '../../table/wrap-fields.ts';
import { bodyHeight } from '../../terminal/frame-layout.ts';
import { mostScroll, scrolledLines } from '../scrolled-lines.ts';
import { aboutLines, conclusionLines, progressLine } from './overview-lines.ts';
import { playbackLines } from './playback-lines.ts';

type Line = readonly Field[];

/** From here on the recorded run and the run as a whole stand side by side. */
const sideBySide = 120;
const separator = ' │ ';

/** The overview as lines of the terminal's width, as many as the body has at most. */
export function overviewLayout(state: DashboardState): readonly Line[] {
  const height = bodyHeight(state.viewport);
  const { overviewScroll } = state;
  const said = saidLines(state);
  if (!isSideBySide(state)) return scrolledLines(said, overviewScroll, height);
  const { left, right } = widthsOf(state);
  const shown = scrolledLines(said, overviewScroll, height);
  const played = playbackLines(state, left, plotRowsFor(height)).flatMap((line) => wrapFields(line, left));
  return Array.from({ length: Math.min(height, Math.max(shown.length, played.length)) }, (_, row) => [
    ...fitFields(played[row] ?? [], left),
    { text: separator, tone: 'quiet' as const },
    ...fitFields(shown[row] ?? [], right),
  ]);
}

/** The state with what is scrolled moved by so many lines. */
export function scrolledOverview(state: DashboardState, by: number): DashboardState {
  const most = mostScroll(saidLines(state).length, bodyHeight(state.viewport));
  return { ...state, overviewScroll: clamp(state.overviewScroll + by, 0, most) };
}

const isSideBySide = ({ viewport, cells }: DashboardState) =>
  cells.length > 0 && viewport.columns >= sideBySide;

function widthsOf({ viewport: { columns } }: DashboardState): {
  readonly left: number;
  readonly right: number;
} {
  const left = Math.floor((columns - separator.length) * 0.58);
  return { left, right: columns - separator.length - left };
}

/** What can be scrolled: the run as a whole, and before its conclusions what is played, unless that stands beside it. */
function saidLines(state: DashboardState): readonly Line[] {
  const { columns } = state.viewport;
  const height = bodyHeight(state.viewport);
  const about = aboutLines(state);
  const progress: Line = [progressLine(state)];
  if (isSideBySide(state)) {
    const { right } = widthsOf(state);
    const wrapped = (fields: readonly Field[]) => fields.flatMap((field) => wrap(field, right));
    return [...wrapped(about), progress, [], ...wrapped(conclusionLines(state))];
  }
  const conclusions = conclusionLines(state).flatMap((field) => wrap(field, columns));
  if (state.cells.length === 0)
    return [...about.flatMap((field) => wrap(field, columns)), progress, [], ...conclusions];
  // On low terminals the file's line goes first.
  const top = height < 16 ? about.filter((_, at) => at !== 1) : about;
  const head = [...top.map((field): Line => [field]), progress].flatMap((line) => wrapFields(line, columns));
  const played = playbackLines(state, columns, plotRowsFor(height - head.length - 4));
  return [...head, ...played.flatMap((line) => wrapFields(line, columns)), ...conclusions];
}

/** Lines of the power plot: the rest of what is played takes about ten. */
function plotRowsFor(height: number): number {
  return Math.max(1, Math.min(12, height - 14));
}

const wrap = (field: Field, width: number): readonly Line[] => wrapFields([field], width);
