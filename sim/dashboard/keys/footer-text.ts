import type { ScreenId } from '../screens/screen-id.ts';
import { keyLabel } from './key-label.ts';
import { keymap, worksOn } from './keymap.ts';

/** The hints of the keymap in its order, late ones last, as many as fit whole: on a narrow terminal the first ones stay. */
export function footerText(width: number, screen: ScreenId): string {
  let line = '';
  const hinted = keymap.filter((binding) => binding.hint && worksOn(binding, screen));
  for (const binding of [...hinted.filter(({ late }) => !late), ...hinted.filter(({ late }) => late)]) {
    const next = `${line === '' ? '' : `${line}  `}${keyLabel(binding.keys[0]!)} ${binding.hint}`;
    if ([...next].length > width) break;
    line = next;
  }
  return line;
}
