import { themeNames } from '../look/themes.ts';
import { plotKinds } from '../plot/plot-kind.ts';
import { screenIds } from '../screens/screen-id.ts';
import type { DashboardState } from '../state/state.ts';
import { policyNames } from '../state/visible-rows.ts';
import type { Command } from './command.ts';
import { knobCommands } from './knob-commands.ts';

/** One of the choices by its name, or by a beginning that no other has. */
function chosen(choices: readonly string[], text: string): string | null {
  if (choices.includes(text)) return text;
  const matching = choices.filter((choice) => choice.startsWith(text));
  return text !== '' && matching.length === 1 ? matching[0]! : null;
}

/** A command whose argument is one of a list. */
function choice(
  name: string,
  argument: string,
  help: string,
  choices: (state: DashboardState) => readonly string[],
  choose: (state: DashboardState, choice: string) => DashboardState,
): Command {
  return {
    name,
    argument,
    help,
    choices,
    run: (state, text) => {
      const allowed = choices(state);
      const found = chosen(allowed, text);
      if (found !== null) return choose(state, found);
      const some = allowed.slice(0, 6).join(', ');
      return `${name} ${text || '?'}: give one of ${some}${allowed.length > 6 ? ' …' : ''}`;
    },
  };
}

const targetsOf = ({ cells }: DashboardState) => [...new Set(cells.map(({ cell }) => cell.target))];

/** What can be typed after `:` besides the names of the keymap's actions. */
export const commands: readonly Command[] = [
  choice(
    'screen',
    'NAME',
    'Shows a screen.',
    () => screenIds,
    (state, id) => ({ ...state, screen: id as DashboardState['screen'] }),
  ),
  choice('target', 'NAME', 'Selects a target.', targetsOf, (state, name) => ({
    ...state,
    selectedCell: state.cells.find(({ cell }) => cell.target === name)!.id,
  })),
  choice('policy', 'NAME', 'Selects a policy.', policyNames, (state, selectedPolicy) => ({
    ...state,
    selectedPolicy,
  })),
  choice(
    'theme',
    'NAME',
    'Changes the colours.',
    () => themeNames,
    (state, theme) => ({ ...state, look: { ...state.look, theme: theme as (typeof themeNames)[number] } }),
  ),
  choice(
    'plot',
    'KIND',
    'Changes what plots are drawn with.',
    ({ look }) => (look.ascii ? ['ascii'] : plotKinds),
    (state, plot) => ({ ...state, look: { ...state.look, plot: plot as (typeof plotKinds)[number] } }),
  ),
  ...knobCommands,
];
