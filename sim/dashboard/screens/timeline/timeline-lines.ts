import { formatSi } from '../../../report/format-quantity.ts';
import { sparkLine } from '../../plot/spark-line.ts';
import { formatClock } from '../../recorded/format-clock.ts';
import { formatSeconds } from '../../recorded/format-seconds.ts';
import { stripRows } from '../../recorded/strip.ts';
import { speeds } from '../../state/playback.ts';
import { selectedRun } from '../../state/selected-run.ts';
import type { DashboardState } from '../../state/state.ts';
import { answerOf } from '../../state/wants.ts';
import type { Field } from '../../table/column.ts';
import { lengthOf } from '../../table/length-of.ts';
import { mergeFields } from '../../table/merge-fields.ts';
import { windowStart } from '../../table/window-start.ts';
import { wrapWithin } from '../../table/wrap-within.ts';
import { bodyHeight, type Viewport } from '../../terminal/frame-layout.ts';
import { cursorColumn } from './cursor-column.ts';
import { eventLines } from './event-lines.ts';
import { type LaneColumn, laneColumns } from './lane-columns.ts';
import { type LaneStyle, laneGlyph, laneStyles } from './lane-glyph.ts';
import { labelWidth, type TimelineViewModel, viewOf } from './view-of.ts';

type Line = readonly Field[];

/** Lines of the power, where there is room. */
const mostPowerLines = 8;
/** A body lower than this has one line less: what was lost, or where nothing was, the legend. */
const lowBody = 16;

/** Lines of the event and of what was done: on a narrow terminal each takes two. */
function eventHeight({ columns, rows }: Viewport): number {
  return bodyHeight({ columns, rows }) < lowBody ? 6 : columns < 100 ? 8 : 6;
}

/** The timeline as lines, as many as the body has. */
export function timelineLines(state: DashboardState): readonly Line[] {
  const view = viewOf(state);
  const { note } = state.timeline;
  if (!view) return [[waitingField(state)], ...(note ? [[note]] : [])];
  const height = bodyHeight(state.viewport);
  const columns = view.series.lanes.map((_, unit) => columnsOf(view, unit));
  const isLow = height < lowBody;
  const lost = isLow && !losesAny(view) ? [] : [lostLine(view)];
  const about = [...lost, ...(isLow && lost.length > 0 ? [] : [legendLine(state, view)])];
  const forEvent = eventHeight(state.viewport);
  // Besides the lanes stand status, ruler, power and queue.
  const room = Math.max(1, height - 4 - about.length - forEvent);
  const isTall = view.series.lanes.length * 2 <= room;
  const lanes = view.series.lanes.map((_, unit) => laneLines(state, view, unit, columns[unit]!, isTall));
  const shown = Math.min(lanes.length, isTall ? lanes.length : room);
  const first = windowStart(lanes.length, shown, view.unit);
  const spare = Math.max(0, room - shown * (isTall ? 2 : 1));
  return [
    statusLine(state, view),
    rulerLine(view),
    ...lanes.slice(first, first + shown).flat(),
    ...powerLines(state, view, columns, Math.min(mostPowerLines, 1 + spare)),
    queueLine(state, view, columns),
    ...about,
    ...noteAndEvent(state, view, forEvent),
  ].slice(0, height);
}

/** What was done stands last, and on a low terminal in the place of how many events there are. */
function noteAndEvent(state: DashboardState, view: TimelineViewModel, height: number): readonly Line[] {
  const { columns } = state.viewport;
  const { note } = state.timeline;
  const done = note ? wrapWithin([[note]], columns, 2) : [];
  const event = eventLines(view).map((field): Line => [field]);
  const left = height - done.length;
  const what = wrapWithin(event.slice(0, 3), columns, left);
  return [...what, ...wrapWithin(event.slice(3), columns, left - what.length), ...done];
}

function waitingField(state: DashboardState): Field {
  const run = selectedRun(state);
  if (!run) return { text: 'nothing runs on this target', tone: 'quiet' };
  const asked = answerOf(state.answers, 'recording', run.key);
  if (asked?.status === 'failed') return { text: `✗ not recorded: ${asked.problem}`, tone: 'bad' };
  return { text: `… ${run.result.policy} is simulated again to record it`, tone: 'unsure' };
}

function readingField({ answers }: DashboardState): Field {
  const { status, problem } = answers.window ?? {};
  return status === 'failed'
    ? { text: `  ✗ not read: ${problem}`, tone: 'bad' }
    : { text: '  … reading', tone: 'unsure' };
}

/** Exact where the window is of what is shown; else from the window or the recording, whichever has finer bins there. */
function columnsOf(view: TimelineViewModel, unit: number): readonly LaneColumn[] {
  const { window, series, fromNs, spanNs } = view;
  const toNs = fromNs + spanNs;
  const covers =
    window !== null &&
    window.fromNs <= fromNs &&
    window.fromNs + window.binNs * window.lost.length >= Math.min(toNs, view.endNs) &&
    window.binNs <= series.binNs;
  const source =
    window !== null && (view.isCurrent || covers)
      ? { lane: window.lanes[unit]!, fromNs: window.fromNs, binNs: window.binNs }
      : { lane: series.lanes[unit]!, fromNs: 0, binNs: series.binNs };
  return laneColumns(source, view);
}

const label = (text: string) => `${[...text].slice(0, labelWidth - 1).join('')}`.padEnd(labelWidth);

function statusLine(state: DashboardState, view: TimelineViewModel): Line {
  const { playback } = state;
  const speed = speeds[playback.speed]!;
  const pace = Number.isFinite(speed) ? `${speed}×` : 'as fast as possible';
  const line = (paced: Line): Line => [
    playback.isPlaying ? { text: '▶ playing ', tone: 'good' } : { text: '■ paused ', tone: 'quiet' },
    { text: `${formatSeconds(view.cursorNs, view.binNs)} of ${formatClock(view.endNs)}` },
    ...paced,
    {
      text: `  window ${view.spanNs >= 1e11 ? formatClock(view.spanNs) : formatSi(view.spanNs * 1e-9, 's')}`,
    },
    { text: `, ${view.run.result.policy}, seed ${view.run.ref.repetition}`, tone: 'quiet' },
    ...(view.isCurrent ? [] : [readingField(state)]),
  ];
  const whole = line([{ text: `, ${pace}`, tone: 'quiet' }]);
  // The pace is the least missed.
  return lengthOf(whole) <= state.viewport.columns ? whole : line([]);
}

function rulerLine(view: TimelineViewModel): Line {
  const { fromNs, columns, binNs } = view;
  const left = formatSeconds(fromNs, binNs);
  const right = formatSeconds(Math.min(view.endNs, fromNs + columns * binNs), binNs);
  const ruler = [...`${left.padEnd(Math.max(0, columns - right.length), '┄')}${right}`].slice(0, columns);
  const at = cursorColumn(view);
  return [
    { text: ' '.repeat(labelWidth) },
    { text: ruler.slice(0, at).join(''), tone: 'quiet' },
    { text: '▼', tone: 'unsure' },
    { text: ruler.slice(at + 1).join(''), tone: 'quiet' },
  ];
}

function laneLines(
  state: DashboardState,
  view: TimelineViewModel,
  unit: number,
  columns: readonly LaneColumn[],
  isTall: boolean,
): readonly Line[] {
  const glyphs = columns.map(({ ns }) => laneGlyph(ns));
  const name = `${unit === view.unit ? '▶' : ' '}${view.series.lanes[unit]!.unit}`;
  const fields = (texts: readonly string[]): Line =>
    mergeFields(texts.map((text, at) => ({ text, tone: glyphs[at]!.tone })));
  const letters = fields(glyphs.map(({ letter }) => letter));
  // In ASCII several shapes are alike, letters are not.
  const shapes = state.look.plot === 'ascii' ? letters : fields(glyphs.map(({ shape }) => shape));
  const lane: Line = [{ text: label(name) }, ...shapes];
  return isTall && state.look.plot !== 'ascii' ? [lane, [{ text: label('') }, ...letters]] : [lane];
}

/** Power of all units; over several lines where there is room, with the cursor in it. */
function powerLines(
  state: DashboardState,
  view: TimelineViewModel,
  lanes: readonly (readonly LaneColumn[])[],
  rows: number,
): readonly Line[] {
  const values = sumOver(view, lanes, ({ energyJ }) => energyJ / (view.binNs * 1e-9));
  if (rows <= 1) return [sparked(state, 'power', values, (most) => formatSi(most, 'W'))];
  const at = cursorColumn(view) / Math.max(1, view.columns - 1);
  const most = formatSi(Math.max(...values), 'W');
  return stripRows({ values, extent: 1, at }, view.columns, rows, state.look.plot).map((line, row): Line => {
    const text = row === 0 ? most : row === rows - 1 ? 'power' : '';
    return [{ text: label(text), tone: 'quiet' }, ...line];
  });
}

function queueLine(
  state: DashboardState,
  view: TimelineViewModel,
  lanes: readonly (readonly LaneColumn[])[],
): Line {
  const waiting = sumOver(view, lanes, ({ waitingNs }) => waitingNs / view.binNs);
  return sparked(state, 'queue', waiting, (most) => (most > 0 ? most.toPrecision(2) : '0'));
}

const sumOver = (
  view: TimelineViewModel,
  lanes: readonly (readonly LaneColumn[])[],
  value: (column: LaneColumn) => number,
) => Array.from({ length: view.columns }, (_, at) => lanes.reduce((sum, lane) => sum + value(lane[at]!), 0));

/** A label with the largest value, and the values as a spark line of as many characters. */
function sparked(
  { look }: DashboardState,
  name: string,
  values: readonly number[],
  unit: (most: number) => string,
): Line {
  const most = Math.max(...values);
  const text = sparkLine(values, values.length, look.plot);
  return [
    {
      text: label(`${name[0]} ${unit(most)}`.length < labelWidth ? `${name[0]} ${unit(most)}` : name),
      tone: 'quiet',
    },
    { text },
  ];
}

const losesAny = ({ window, isCurrent }: TimelineViewModel) =>
  isCurrent && window!.lost.some((count) => count > 0);

function lostLine({ window, isCurrent, columns }: TimelineViewModel): Line {
  const marks = Array.from({ length: columns }, (_, at) =>
    isCurrent && window!.lost[at]! > 0 ? '✗' : ' ',
  ).join('');
  return [
    { text: label('lost'), tone: 'quiet' },
    { text: marks, tone: 'bad' },
  ];
}

/** The kinds that are in the run, as short as the width asks for. */
function legendLine({ look, viewport }: DashboardState, { series }: TimelineViewModel): Line {
  const styles = laneStyles.filter(({ kind }) =>
    series.lanes.some((lane) => lane.ns[kind].some((ns) => ns > 0)),
  );
  const spelled = (sign: (style: LaneStyle) => string, gap: string): Line =>
    styles.map((style, at) => ({
      text: `${at > 0 ? gap : ''}${sign(style)} ${style.kind}`,
      tone: style.tone,
    }));
  const letters = ({ letter }: LaneStyle) => letter;
  const forms =
    look.plot === 'ascii'
      ? [spelled(letters, '  '), spelled(letters, ' ')]
      : [
          spelled(({ shape, letter }) => `${shape} ${letter}`, '  '),
          spelled(({ shape, letter }) => `${shape}${letter}`, ' '),
          spelled(letters, ' '),
        ];
  return forms.find((line) => lengthOf(line) <= viewport.columns) ?? forms.at(-1)!;
}
