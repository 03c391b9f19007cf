import { type ScreenId, screenIds } from './screen-id.ts';
import { screens } from './screens.ts';

/** What stands before the tabs. */
export const beforeTabs = 'SparseWatt ';

/** A tab, with the columns that it takes. */
interface Tab {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The tabs of the first line, the current one in brackets. Where all titles together are wider than `columns`, the other
 * screens are their numbers alone.
 */
export function tabs(current: ScreenId, columns: number): readonly Tab[] {
  const drawn = (isShort: boolean): readonly Tab[] => {
    let from = beforeTabs.length;
    return screenIds.map((id, at) => {
      const title = isShort && id !== current ? String(at + 1) : `${at + 1} ${screens[id].title}`;
      const text = id === current ? `[${title}]` : ` ${title} `;
      const tab = { text, from, to: from + text.length };
      from = tab.to;
      return tab;
    });
  };
  const whole = drawn(false);
  return whole.at(-1)!.to <= columns ? whole : drawn(true);
}
