import type { PromptEdit } from '../prompt/prompt.ts';
import type { DashboardEvent } from '../state/event.ts';
import type { DashboardState } from '../state/state.ts';
import { bindingFor } from './keymap.ts';

const edits: Readonly<Record<string, PromptEdit>> = {
  return: 'submit',
  escape: 'cancel',
  backspace: 'erase',
  delete: 'erase',
  'ctrl-w': 'erase-word',
  'ctrl-u': 'erase-all',
  tab: 'complete',
};

/** What a key does in a state; null: nothing. While a prompt is open, keys are text, but for the ways out. */
export function keyEvent(state: DashboardState, name: string): DashboardEvent | null {
  const bound = bindingFor(name, state.screen);
  if (state.prompt && !(bound?.always && name.startsWith('ctrl-'))) {
    const edit = edits[name];
    if (edit) return { type: 'edited', edit };
    return [...name].length === 1 ? { type: 'typed', text: name } : null;
  }
  return bound ? { type: 'action', action: bound.action } : null;
}
