import { type Action, keymap } from '../keys/keymap.ts';
import type { DashboardState } from '../state/state.ts';
import { commands } from './commands.ts';

/** What a typed command asks for. */
export type CommandOutcome =
  | { readonly kind: 'state'; readonly state: DashboardState }
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'problem'; readonly text: string };

const short: Readonly<Record<string, Action>> = { q: 'quit', h: 'help' };

/** @param text without the colon: a command with its argument, or the name of an action of the keymap */
export function runCommand(state: DashboardState, text: string): CommandOutcome {
  const [name = '', ...rest] = text.trim().split(/\s+/);
  const command = commands.find((known) => known.name === name);
  if (command) {
    const found = command.run(state, rest.join(' '));
    return typeof found === 'string'
      ? { kind: 'problem', text: found }
      : { kind: 'state', state: { ...found, problem: null } };
  }
  const action = short[name] ?? keymap.find((binding) => binding.action === name)?.action;
  if (action) return { kind: 'action', action };
  return {
    kind: 'problem',
    text: `there is no command ${name || '(nothing)'}; Tab completes, ? lists the keys`,
  };
}
