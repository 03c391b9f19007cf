import { keymap } from '../keys/keymap.ts';
import type { DashboardState } from '../state/state.ts';
import { commands } from './commands.ts';

/** What the last word of a command line can become, in order of the alphabet. */
export function completions(state: DashboardState, text: string): readonly string[] {
  const [, name, argument] = /^\s*(\S*)(?:\s+(.*))?$/.exec(text) ?? [];
  if (argument !== undefined) {
    const choices = commands.find((command) => command.name === name)?.choices?.(state) ?? [];
    return choices.filter((choice) => choice.startsWith(argument)).toSorted();
  }
  const names = [...commands.map((command) => command.name), ...keymap.map(({ action }) => action)];
  return names.filter((known) => known.startsWith(name ?? '')).toSorted();
}

function commonStart(words: readonly string[]): string {
  return words.reduce((start, word) => {
    let length = 0;
    while (length < start.length && start[length] === word[length]) length++;
    return start.slice(0, length);
  });
}

/** The line with its last word completed as far as all completions agree; a space after a command that takes more. */
export function completed(state: DashboardState, text: string): string {
  const found = completions(state, text);
  if (found.length === 0) return text;
  const start = commonStart(found);
  const isArgument = /^\s*\S+\s/.test(text);
  const lead = isArgument ? /^\s*\S+\s+/.exec(text)![0] : '';
  const more = !isArgument && found.length === 1 && commands.some(({ name }) => name === start) ? ' ' : '';
  return lead + start + more;
}
