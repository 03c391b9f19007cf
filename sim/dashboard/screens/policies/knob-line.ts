import type { CellChange } from '../../../session/questions.ts';
import { cellTitle } from '../../state/cell-title.ts';

import { settingsText } from '../../state/knobs/settings-text.ts';
import { selectedKnob, turnedRow } from '../../state/knobs/turn-knob.ts';
import { newsField } from '../../state/scenario-news.ts';
import type { CellState, DashboardState } from '../../state/state.ts';

import { selectedCell } from '../../state/visible-rows.ts';
import type { Field } from '../../table/column.ts';

/** The line above the screens: the knob that is turned, what is being computed for it, and the selected cell. */
export function knobLine(state: DashboardState): readonly Field[] {
  if (state.cells.length === 0) return [{ text: ' ' }];
  const cell = selectedCell(state);
  const knob = selectedKnob(state);
  const usual = knob.value === knob.usual ? '' : ` (run: ${knob.text(knob.usual)})`;
  const fields: Field[] = [{ text: `[ ${knob.name} ${knob.text(knob.value)}${usual} ]` }];
  const { knobs, problem } = state;
  const doing = computing(state, cell);
  if (doing) fields.push({ text: doing, tone: 'unsure' });
  else if (problem) fields.push({ text: `✗ ${problem}`, tone: 'bad' });
  else if (knobs.note) fields.push({ text: knobs.note, tone: 'unsure' });
  else if (cell.previous) fields.push({ text: against(cell.previous.settings), tone: 'quiet' });
  if (doing && knobs.note) fields.push({ text: knobs.note, tone: 'unsure' });
  const news = newsField(state);
  if (news) fields.unshift(news);
  const filter = state.filters[state.screen];
  if (filter) fields.unshift({ text: `/${filter}`, tone: 'unsure' });
  const used = fields.reduce((sum, { text }) => sum + [...text].length + 2, 0);
  return [...fields, { text: cellTitle(cell.cell, state.viewport.columns - used), tone: 'quiet' }];
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

function against(settings: CellChange): string {
  return `Δ against ${settingsText(settings) || 'the run'}`;
}
