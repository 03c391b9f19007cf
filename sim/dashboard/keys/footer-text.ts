import type { ScreenId } from '../screens/screen-id.ts';
import type { Binding } from './binding.ts';
import { keyLabel } from './key-label.ts';
import { keymap, worksOn } from './keymap.ts';

/** What stands first on every screen: how to leave, to find out more, and to get on. */
const first: ReadonlySet<string> = new Set(['quit', 'help', 'next-screen']);

const rank = ({ action, on, late }: Binding) => (first.has(action) ? 0 : late ? 3 : on ? 1 : 2);

/**
 * The hints of the keymap, as many as fit whole: on a narrow terminal the first ones stay, those that the screen alone has
 * before those of all screens.
 */
export function footerText(width: number, screen: ScreenId): string {
  let line = '';
  const hinted = keymap.filter((binding) => binding.hint && worksOn(binding, screen));
  for (const binding of hinted.toSorted((a, b) => rank(a) - rank(b))) {
    const next = `${line === '' ? '' : `${line}  `}${keyLabel(binding.keys[0]!)} ${binding.hint}`;
    if ([...next].length > width) break;
    line = next;
  }
  return line;
}
