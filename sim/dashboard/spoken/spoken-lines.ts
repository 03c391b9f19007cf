import { helpLines } from '../keys/help-lines.ts';
import { knobLine } from '../screens/policies/knob-line.ts';
import { screens } from '../screens/screens.ts';
import type { DashboardState } from '../state/state.ts';

/** What a screen reader is given of a state: whole lines without boxes, plots or columns; most wanted first. */
export function spokenLines(state: DashboardState): readonly string[] {
  if (state.prompt) return [`${state.prompt.label} ${state.prompt.text}`];
  if (state.help !== null) return helpLines(state.helpFilter).map(({ label, help }) => `${label}: ${help}`);
  const { title, spoken } = screens[state.screen];
  const waiting = state.cells.length === 0 ? screens.overview : null;
  const lines = (waiting?.spoken ?? spoken)?.(state) ?? [];
  const knobs = waiting
    ? []
    : [
        knobLine(state)
          .map(({ text }) => text)
          .join(', '),
      ];
  return [`Screen ${title}`, ...lines, ...knobs].filter((line) => line.trim() !== '');
}
