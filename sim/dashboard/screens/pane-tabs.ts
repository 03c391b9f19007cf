/** The tabs of a screen's panes, the current one in brackets, with the columns that they take. */
export function paneTabs<Pane extends string>(
  titles: Readonly<Record<Pane, string>>,
  current: Pane,
): readonly { readonly pane: Pane; readonly text: string; readonly from: number; readonly to: number }[] {
  let from = 0;
  return (Object.entries(titles) as [Pane, string][]).map(([pane, title]) => {
    const text = pane === current ? `[${title}]` : ` ${title} `;
    const tab = { pane, text, from, to: from + text.length };
    from = tab.to;
    return tab;
  });
}
