import { type ScreenId, screenIds } from './screen-id.ts';
import { screens } from './screens.ts';

/** What stands before the tabs. */
export const beforeTabs = 'SparseWatt ';

/** The tabs of the first line, the current one in brackets, with the columns that they take. */
export function tabs(
  current: ScreenId,
): readonly { readonly text: string; readonly from: number; readonly to: number }[] {
  let from = beforeTabs.length;
  return screenIds.map((id, at) => {
    const title = `${at + 1} ${screens[id].title}`;
    const text = id === current ? `[${title}]` : ` ${title} `;
    const tab = { text, from, to: from + text.length };
    from = tab.to;
    return tab;
  });
}
