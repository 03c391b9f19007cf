import type { CellChange } from '../../../session/questions.ts';
import { cellTitle } from '../../state/cell-title.ts';
import { settingsText } from '../../state/knobs/settings-text.ts';
import { selectedKnob, turnedRow } from '../../state/knobs/turn-knob.ts';
import { newsField } from '../../state/scenario-news.ts';
import type { CellState, DashboardState } from '../../state/state.ts';
import { selectedCell } from '../../state/visible-rows.ts';
import type { Field } from '../../table/column.ts';
import { lengthOf } from '../../table/length-of.ts';
import { wrapWithin } from '../../table/wrap-within.ts';

/** Fields of the line above the screens, and whether they say something that must be read to its end. */
function knobFields(state: DashboardState): {
  readonly fields: readonly Field[];
  readonly isMessage: boolean;
} {
  const cell = selectedCell(state);
  const knob = selectedKnob(state);
  const usual = knob.value === knob.usual ? '' : ` (run: ${knob.text(knob.usual)})`;
  const { knobs, problem } = state;
  const news = newsField(state);
  const filter = state.filters[state.screen];
  const doing = computing(state, cell);
  const said: Field[] = doing ? [{ text: doing, tone: 'unsure' }] : [];
  if (problem) said.push({ text: `✗ ${problem}`, tone: 'bad' });
  else if (knobs.note) said.push({ text: knobs.note, tone: 'unsure' });
  const against: Field[] =
    said.length === 0 && cell.previous ? [{ text: againstText(cell.previous.settings), tone: 'quiet' }] : [];
  const fields = [
    ...(filter ? [{ text: `/${filter}`, tone: 'unsure' } as const] : []),
    ...(news ? [news] : []),
    { text: `[ ${knob.name} ${knob.text(knob.value)}${usual} ]` },
    ...said,
    ...against,
  ];
  return { fields, isMessage: news !== null || said.length > (doing ? 1 : 0) };
}

/** What the line above the screens says: the knob that is turned, what is being computed for it, and the selected cell. */
export function knobLine(state: DashboardState): readonly Field[] {
  if (state.cells.length === 0) return [];
  return [...knobFields(state).fields, { text: cellTitle(selectedCell(state).cell), tone: 'quiet' }];
}

/** Lines that a message takes at most. */
const mostLines = 5;
const gap: Field = { text: '  ' };

/**
 * The same as lines of the terminal's width: one, with the cell's name shortened to the room that is left; more where a
 * message would be cut, without the name.
 */
export function knobLines(state: DashboardState): readonly (readonly Field[])[] {
  if (state.cells.length === 0) return [[]];
  const { columns } = state.viewport;
  const { fields, isMessage } = knobFields(state);
  const line = fields.flatMap((field, at) => (at > 0 ? [gap, field] : [field]));
  const used = lengthOf(line);
  if (isMessage && used > columns) return wrapWithin([line], columns, mostLines);
  const title = cellTitle(selectedCell(state).cell, columns - used - gap.text.length);
  return [[...line, gap, { text: title, tone: 'quiet' }]];
}

function computing(state: DashboardState, cell: CellState): string | null {
  const { wanted, early } = state.knobs;
  if (wanted.size === 0) return null;
  const own = wanted.has(cell.id);
  const seconds = state.answers.knob?.waitedS ?? 0;
  const waited = seconds > 0 ? `, ${seconds} s` : '';
  if (!own) return `… computing ${wanted.size} other cell${wanted.size > 1 ? 's' : ''}${waited}`;
  if (early?.measuring) {
    const { point, share } = early.measuring;
    return `… computing: the kernels execute ${point}, ${Math.floor(100 * share)}%${waited}`;
  }
  const rows = early?.rows ?? new Map<string, never>();
  const whole = [...rows.values()].filter(({ repetitions, of }) => repetitions === of).length;
  const first = rows.get(turnedRow(state) ?? '');
  const seeds =
    first && first.repetitions < first.of ? `, row of ${first.repetitions} of ${first.of} seeds` : '';
  return `… computing, ${whole} of ${cell.results.length} rows${seeds}${waited}`;
}

function againstText(settings: CellChange): string {
  return `Δ against ${settingsText(settings) || 'the run'}`;
}
