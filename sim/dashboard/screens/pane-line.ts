import type { Field } from '../table/column.ts';

/** The line of a screen that has panes: their titles, the current one in brackets. */
export function paneLine<Pane extends string>(
  titles: Readonly<Record<Pane, string>>,
  current: Pane,
): readonly Field[] {
  const panes = Object.entries(titles) as [Pane, string][];
  return [
    ...panes.map(([pane, title]): Field => {
      const isCurrent = pane === current;
      return { text: isCurrent ? `[${title}]` : ` ${title} `, tone: isCurrent ? 'plain' : 'quiet' };
    }),
    { text: '  ←→', tone: 'quiet' },
  ];
}
