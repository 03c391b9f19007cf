import { commands } from '../prompt/commands.ts';
import { filterRows } from '../table/filter-rows.ts';
import { keyLabel } from './key-label.ts';
import { keymap } from './keymap.ts';

/** One line of the help: what is pressed or typed, and what it does. */
export interface HelpLine {
  readonly label: string;
  readonly help: string;
}

/** The keys and the commands that hold every word of the filter. */
export function helpLines(filter: string): readonly HelpLine[] {
  const keys = keymap.map(({ keys: bound, help, on }) => ({
    label: bound.map(keyLabel).join(' '),
    help: on ? `${help} (${on.join(', ')})` : help,
  }));
  const typed = commands.map(({ name, argument, help }) => ({
    label: `:${name}${argument ? ` ${argument}` : ''}`,
    help,
  }));
  return filterRows([...keys, ...typed], filter, ({ label, help }) => [label, help]);
}
