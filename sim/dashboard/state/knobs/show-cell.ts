import type { CellChange, SimulatedCell } from '../../../session/questions.ts';
import { type CellState, type DashboardState, knownKey } from '../state.ts';
import { rowOfPolicy } from './row-of-policy.ts';
import { settingsKey } from './settings-key.ts';

/** Answers that are kept: going back to a setting shows it at once. Those of the run itself are kept besides. */
const mostKnown = 24;

/** Shows a cell's answer; what was shown until now is what it is compared with. */
export function showCell(
  state: DashboardState,
  id: string,
  settings: CellChange,
  { cell, results }: SimulatedCell,
): DashboardState {
  const replace = (old: CellState): CellState =>
    old.id === id
      ? {
          ...old,
          cell,
          results,
          settings,
          previous: { cell: old.cell, results: old.results, settings: old.settings },
        }
      : old;
  const known = new Map(state.known);
  const key = knownKey(id, settings);
  known.delete(key);
  known.set(key, { cell, results });
  const turned = [...known.keys()].filter((one) => !one.endsWith(settingsKey({})));
  for (const oldest of turned.slice(0, Math.max(0, turned.length - mostKnown))) known.delete(oldest);
  const selectedPolicy = id === state.selectedCell ? renamed(state, settings) : state.selectedPolicy;
  return { ...state, cells: state.cells.map(replace), known, selectedPolicy };
}

/** The selected row stays selected when another policy runs in its place. */
function renamed({ cells, selectedCell, selectedPolicy }: DashboardState, after: CellChange): string | null {
  const before = cells.find(({ id }) => id === selectedCell)!.settings;
  if (selectedPolicy === null) return null;
  const row = rowOfPolicy(before, selectedPolicy);
  return after.policies?.[row] ?? row;
}
