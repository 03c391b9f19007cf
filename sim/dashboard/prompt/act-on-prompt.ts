import type { Action } from '../keys/keymap.ts';
import { screens } from '../screens/screens.ts';
import type { DashboardState } from '../state/state.ts';
import { withFilter } from '../state/with-filter.ts';
import { completed } from './complete-command.ts';
import { edited, type Prompt, type PromptEdit, typed } from './prompt.ts';
import { runCommand } from './run-command.ts';

/** Follows the text while it is typed: filters work at once. */
function followed(state: DashboardState, prompt: Prompt): DashboardState {
  const open = { ...state, prompt };
  if (prompt.kind === 'filter') return withFilter(open, state.screen, prompt.text);
  // What can be set is read while it is typed.
  if (prompt.kind === 'command' && /^\s*set\s/.test(prompt.text))
    return { ...open, knobs: { ...state.knobs, isLookedFor: true } };
  if (prompt.kind === 'help') return { ...open, helpFilter: prompt.text, help: 0 };
  return open;
}

/** The state after text was typed into the open prompt. */
export function withTyped(state: DashboardState, text: string): DashboardState {
  return state.prompt ? followed(state, typed(state.prompt, text)) : state;
}

/**
 * The state after the open prompt was edited, completed, submitted or cancelled.
 * @param act what an action does, for commands that name one
 */
export function withEdit(
  state: DashboardState,
  edit: PromptEdit,
  act: (state: DashboardState, action: Action) => DashboardState,
): DashboardState {
  const { prompt } = state;
  if (!prompt) return state;
  const closed = { ...state, prompt: null };
  switch (edit) {
    case 'complete':
      return prompt.kind === 'command'
        ? { ...state, prompt: { ...prompt, text: completed(state, prompt.text) } }
        : state;
    case 'cancel':
      return { ...followed(state, { ...prompt, text: '' }), prompt: null };
    case 'submit':
      return submitted(closed, prompt, act);
    default:
      return followed(state, edited(prompt, edit));
  }
}

function submitted(
  state: DashboardState,
  { kind, text }: Prompt,
  act: (state: DashboardState, action: Action) => DashboardState,
): DashboardState {
  if (kind === 'filter' || kind === 'help') return state;
  if (kind !== 'command') return screens[state.screen].entered?.(state, kind, text) ?? state;
  const outcome = runCommand(state, text);
  switch (outcome.kind) {
    case 'state':
      return outcome.state;
    case 'action':
      return act(state, outcome.action);
    case 'problem':
      return { ...state, problem: outcome.text };
  }
}
