import { keyLabel } from './key-label.ts';
import { keymap } from './keymap.ts';

/** The hints of the keymap in its order, as many as fit whole: on a narrow terminal the first ones stay. */
export function footerText(width: number): string {
  let line = '';
  for (const { keys, hint } of keymap) {
    if (!hint) continue;
    const next = `${line === '' ? '' : `${line}  `}${keyLabel(keys[0]!)} ${hint}`;
    if ([...next].length > width) break;
    line = next;
  }
  return line;
}
