/** The pane beside one; the first and the last are neighbours. */
export function stepPane<Pane>(panes: readonly Pane[], current: Pane, by: 1 | -1): Pane {
  return panes[(panes.indexOf(current) + by + panes.length) % panes.length]!;
}
