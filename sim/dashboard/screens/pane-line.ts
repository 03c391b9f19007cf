import { keyLabel } from '../keys/key-label.ts';
import { keymap } from '../keys/keymap.ts';
import type { Field } from '../table/column.ts';
import { paneTabs } from './pane-tabs.ts';
import type { ScreenId } from './screen-id.ts';

/** What the screen's own keys do, as many as fit whole: the footer has no room for them on a narrow terminal. */
function hints(screen: ScreenId, room: number): string {
  let line = '';
  for (const { keys, on, hint } of keymap) {
    if (!hint || !on?.includes(screen)) continue;
    const next = `${line}  ${keyLabel(keys[0]!)} ${hint}`;
    if ([...next].length > room) break;
    line = next;
  }
  return line;
}

/**
 * The line of a screen that has panes: their titles, the current one in brackets, and the screen's own keys.
 * @param width characters of the line
 */
export function paneLine<Pane extends string>(
  screen: ScreenId,
  titles: Readonly<Record<Pane, string>>,
  current: Pane,
  width: number,
): readonly Field[] {
  const tabs = paneTabs(titles, current);
  return [
    ...tabs.map(({ pane, text }): Field => ({ text, tone: pane === current ? 'plain' : 'quiet' })),
    { text: hints(screen, width - tabs.at(-1)!.to), tone: 'quiet' },
  ];
}
