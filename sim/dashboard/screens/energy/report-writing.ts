import type { Questions } from '../../../session/questions.ts';
import type { DashboardState } from '../../state/state.ts';
import type { Want } from '../../state/wants.ts';
import { zoneKey } from './zone-rows.ts';

/** The state after a report was asked for: of the run as it was saved, under the grid that is assumed. */
export function withReportAsked(state: DashboardState): DashboardState {
  const { energy } = state;
  if (state.live) {
    const written = { text: '✗ no report yet: the run is still running', isDone: false };
    return { ...state, energy: { ...energy, written } };
  }
  return { ...state, energy: { ...energy, writing: energy.grid ?? 'own', written: null } };
}

/** A report that was asked for is wanted until it is written, whatever screen is shown. */
export function reportWants({ energy: { writing }, report }: DashboardState): readonly Want[] {
  if (!writing) return [];
  const grid = writing === 'own' ? null : writing;
  return [{ slot: 'report', key: grid ? zoneKey(grid) : 'own', question: { run: report, grid } }];
}

/** The state when it is written. */
export function withReport(state: DashboardState, answer: Questions['report']['answer']): DashboardState {
  const { folder, files, warnings } = answer;
  const more = warnings.length > 0 ? ` (${warnings[0]})` : '';
  // It lies where the dashboard was started: the name alone fits on narrow terminals.
  const name = folder.split(/[\\/]/).at(-1);
  const written = { text: `✓ ${name}: ${files.join(', ')}${more}`, isDone: true };
  return { ...state, energy: { ...state.energy, writing: null, written } };
}

/** The state when it could not be. */
export function withReportFailed(state: DashboardState, problem: string): DashboardState {
  const written = { text: `✗ no report: ${problem}`, isDone: false };
  return { ...state, energy: { ...state.energy, writing: null, written } };
}
