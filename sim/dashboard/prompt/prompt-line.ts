import type { DashboardState } from '../state/state.ts';
import { completions } from './complete-command.ts';
import type { Prompt } from './prompt.ts';

/** The open prompt as the last line of the frame: label, end of the text, cursor, and what it could become. */
export function promptLine(state: DashboardState, prompt: Prompt, width: number): string {
  const room = Math.max(8, width - [...prompt.label].length - 1);
  const text = [...prompt.text].slice(-room).join('');
  const line = `${prompt.label}${text}_`;
  if (prompt.kind !== 'command') return line;
  const rest = completions(state, prompt.text).join(' ');
  return [...`${line}  ${rest}`].slice(0, width).join('');
}
