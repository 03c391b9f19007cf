import { createCanvas } from '../../plot/canvas.ts';
import { cellTitle } from '../../state/cell-title.ts';
import type { DashboardState } from '../../state/state.ts';
import { selectedCell, visiblePolicies } from '../../state/visible-rows.ts';
import type { Field } from '../../table/column.ts';
import { middleTruncate } from '../../table/middle-truncate.ts';
import { windowStart } from '../../table/window-start.ts';
import { wrapWithin } from '../../table/wrap-within.ts';
import { frontOf } from './front-of.ts';
import { measureOf, type PolicyMeasure } from './policy-measures.ts';
import { statusField } from './status-field.ts';
import { within } from './within.ts';

/** Names of points: enough for every policy of any scenario, and none that a plot could mean by itself. */
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const several = '+';
/** From this width on the list of points has their values. */
const wideList = 42;

interface Point {
  readonly letter: string;
  readonly row: string;
  readonly name: string;
  readonly across: number;
  readonly up: number;
  readonly pareto: boolean;
  readonly status: Field;
  readonly marked: boolean;
}

/** Points of the selected cell that have both values, in the order of the table. */
function pointsOf(state: DashboardState, across: PolicyMeasure, up: PolicyMeasure): readonly Point[] {
  return visiblePolicies(state).rows.flatMap(({ result, row }, at) => {
    const [x, y] = result.fits ? [across.value(result), up.value(result)] : [null, null];
    return x === null || y === null
      ? []
      : [
          {
            letter: letters[at % letters.length]!,
            row,
            name: result.policy,
            across: x,
            up: y,
            pareto: result.pareto === true,
            status: statusField(result),
            marked: state.policies.marked.includes(row),
          },
        ];
  });
}

const pad = (text: string, width: number) => middleTruncate(text, width).padEnd(width);

/**
 * A scatter plot of the selected cell's policies over two scores, a letter for each and a list of letters beside it; at
 * most `height` lines of at most `width` characters. A line joins those that no other beats in both scores.
 */
export function scatterLines(
  state: DashboardState,
  width: number,
  height: number,
): readonly (readonly Field[])[] {
  const [across, up] = [measureOf(state.policies.across), measureOf(state.policies.up)];
  const points = pointsOf(state, across, up);
  const { rows, selected } = visiblePolicies(state);
  const chosen = points.findIndex(({ row }) => row === rows[selected]?.row);
  const { cell } = selectedCell(state);
  const axes = `↑ ${up.title}  → ${across.title}  `;
  const hint = 'a and A change the axes';
  const titled = `${cellTitle(cell)}; ${hint}`;
  // The line of the knob has the title, too.
  const text = [...(axes + titled)].length <= width ? titled : hint;
  const head: readonly Field[] = [{ text: axes }, { text, tone: 'quiet' }];
  if (points.length === 0)
    return within([head, [{ text: 'no policy has both scores here', tone: 'unsure' }]], width, height);
  const listWidth = Math.min(50, Math.max(25, Math.floor(width * 0.4)));
  const columns = Math.max(8, width - listWidth - 2);
  const scaleX = scaleOf(points.map((point) => point.across));
  const scaleY = scaleOf(points.map((point) => point.up));
  const ends = `└ ${scaleX.low === scaleX.high ? across.text(scaleX.low) : `${across.text(scaleX.low)} → ${across.text(scaleX.high)}`}; ↑ ${up.text(scaleY.low)} to ${up.text(scaleY.high)}`;
  const legend =
    'line: no other is better in both; ◆ Pareto set of energy, latency, accuracy, memory; + several';
  const quiet = (said: string): readonly Field[] => [{ text: said, tone: 'quiet' }];
  const below = wrapWithin([quiet(ends), quiet(legend)], width, 4);
  const lines = Math.max(3, height - 1 - below.length);
  const canvas = createCanvas(columns, lines, state.look.plot);
  const at = (point: Point) =>
    [
      scaleX.share(point.across) * (canvas.width - 1),
      (1 - scaleY.share(point.up)) * (canvas.height - 1),
    ] as const;
  const front = frontOf(points.map((point) => [sign(across) * point.across, sign(up) * point.up] as const));
  const joined = front.map((index) => at(points[index]!));
  joined.forEach(([x, y], i) => {
    const next = joined[i + 1];
    if (next) canvas.line(x, y, next[0], next[1], 'quiet');
  });
  const taken = new Map<string, number>();
  // The selected point is put last: it is seen where several share a character.
  const order = points.map((_, i) => i).filter((i) => i !== chosen);
  for (const index of chosen >= 0 ? [...order, chosen] : order) {
    const point = points[index]!;
    const [x, y] = at(point);
    const column = Math.floor((x * columns) / canvas.width);
    const line = Math.floor((y * lines) / canvas.height);
    const key = `${column} ${line}`;
    const shared = taken.has(key) && index !== chosen;
    canvas.put(column, line, shared ? several : point.letter, index === chosen ? 'good' : point.status.tone);
    taken.set(key, index);
  }
  // Where there is no room for the values, the axes and the table say them.
  const named = ({ name, up: y, across: x }: Point) =>
    listWidth < wideList
      ? pad(name, listWidth - 7)
      : `${pad(name, listWidth - 26)} ${up.text(y).padStart(8)} ${across.text(x).padStart(8)}`;
  const plot = canvas.rows();
  const from = windowStart(points.length, lines, Math.max(0, chosen));
  const body = plot.map((fields, line): readonly Field[] => {
    const point = points[from + line];
    const own = from + line === chosen;
    const list: Field = point
      ? {
          text: ` ${own ? '▶' : ' '}${point.letter}${point.marked ? '●' : ' '}${point.pareto ? '◆' : ' '}${point.status.text[0]} ${named(point)}`,
          tone: own ? 'good' : point.status.tone === 'good' ? 'plain' : (point.status.tone ?? 'plain'),
        }
      : { text: '' };
    return [{ text: line === 0 ? '┤' : '│', tone: 'quiet' }, ...fields, list];
  });
  return within([head, ...body, ...below], width, height);
}

const sign = ({ largestFirst }: PolicyMeasure) => (largestFirst ? -1 : 1);

function scaleOf(values: readonly number[]) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return { low, high, share: (value: number) => (high > low ? (value - low) / (high - low) : 0.5) };
}
