import { change } from '../state/knobs/history.ts';
import type { SaveWish } from '../state/knobs/knob-state.ts';
import { restoreSnapshot, takeSnapshot } from '../state/knobs/snapshots.ts';
import { knobsNow, othersText, setKnob, turnedRow } from '../state/knobs/turn-knob.ts';
import { wantedSettings } from '../state/knobs/wanted-settings.ts';
import type { DashboardState } from '../state/state.ts';
import { selectedCell } from '../state/visible-rows.ts';
import type { Command } from './command.ts';

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const needsCells = 'wait for the first cell';

function set(state: DashboardState, argument: string): DashboardState | string {
  const [name = '', ...rest] = argument.split(' ');
  const knobs = knobsNow(state);
  const knob = knobs.find((one) => one.name === name);
  if (!knob) {
    const names = knobs.map((one) => one.name).join(', ');
    return `there is no knob ${name || '(nothing)'} here; there are ${names}${othersText(state)}`;
  }
  const text = rest.join('').replace(knob.unit, '');
  const typed = decimal.test(text) ? Number(text) : Number.NaN;
  const value = text === 'run' ? knob.usual : (knob.words?.get(text) ?? typed);
  if (!Number.isFinite(value)) {
    const allowed = knob.range ?? `a number from ${knob.text(knob.low)} to ${knob.text(knob.high)}`;
    return `"${rest.join(' ')}" is no value of ${name}; give ${allowed}, or run`;
  }
  return setKnob({ ...state, knobs: { ...state.knobs, selected: knob.id } }, value);
}

function save(kind: SaveWish['kind'], state: DashboardState, name: string): DashboardState | string {
  const cell = selectedCell(state);
  const row = turnedRow(state);
  if (name === '') return `save-${kind}: give the new file a name`;
  if (row === null) return 'no policy is selected';
  const number = state.knobs.saved + 1;
  const saving = { kind, name, cell: cell.id, row, settings: wantedSettings(state, cell), number };
  return { ...state, knobs: { ...state.knobs, saving, saved: number, note: null } };
}

const withCells =
  (run: Command['run']): Command['run'] =>
  (state, argument) =>
    state.cells.length === 0 ? needsCells : run(state, argument);

/** What can be typed about knobs. */
export const knobCommands: readonly Command[] = [
  {
    name: 'set',
    argument: 'KNOB VALUE',
    help: 'Sets a knob of the selected cell and policy; `run` for what the run has.',
    choices: (state) =>
      (state.cells.length === 0 ? [] : knobsNow(state)).flatMap(({ name, words }) => [
        name,
        ...[...(words?.keys() ?? []), 'run'].map((word) => `${name} ${word}`),
      ]),
    run: withCells(set),
  },
  {
    name: 'reset',
    help: 'Brings the selected cell back to what the run has.',
    run: withCells((state) => change(state, selectedCell(state).id, {})),
  },
  {
    name: 'snapshot',
    argument: 'NAME',
    help: 'Keeps the settings of all cells under a name.',
    run: withCells((state, name) => (name === '' ? 'snapshot: give it a name' : takeSnapshot(state, name))),
  },
  {
    name: 'restore',
    argument: 'NAME',
    help: 'Brings all cells to the settings of a snapshot.',
    choices: ({ knobs }) => knobs.snapshots.map(({ name }) => name),
    run: withCells((state, name) => {
      const names = state.knobs.snapshots.map((snapshot) => snapshot.name);
      if (names.includes(name)) return restoreSnapshot(state, name);
      return names.length > 0
        ? `restore ${name || '?'}: give one of ${names.join(', ')}`
        : 'there is no snapshot yet; m takes one';
    }),
  },
  {
    name: 'save-scenario',
    argument: 'NAME',
    help: 'Writes the scenario with the settings of the selected cell to a new file beside it.',
    run: withCells((state, name) => save('scenario', state, name)),
  },
  {
    name: 'save-preset',
    argument: 'NAME',
    help: 'Writes the scenario with the selected policy, as it is set, as a further entry.',
    run: withCells((state, name) => save('preset', state, name)),
  },
];
