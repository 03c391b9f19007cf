import { keyLabel } from '../keys/key-label.ts';
import { keymap } from '../keys/keymap.ts';
import type { Field } from '../table/column.ts';
import { paneTabs } from './pane-tabs.ts';
import type { ScreenId } from './screen-id.ts';

/** What the screen's own keys do: the footer has no room for them on a narrow terminal. */
function hints(screen: ScreenId): string {
  return keymap
    .filter(({ on, hint }) => hint && on?.includes(screen))
    .map(({ keys, hint }) => `${keyLabel(keys[0]!)} ${hint}`)
    .join('  ');
}

/** The line of a screen that has panes: their titles, the current one in brackets, and the screen's own keys. */
export function paneLine<Pane extends string>(
  screen: ScreenId,
  titles: Readonly<Record<Pane, string>>,
  current: Pane,
): readonly Field[] {
  return [
    ...paneTabs(titles, current).map(
      ({ pane, text }): Field => ({ text, tone: pane === current ? 'plain' : 'quiet' }),
    ),
    { text: `  ${hints(screen)}`, tone: 'quiet' },
  ];
}
