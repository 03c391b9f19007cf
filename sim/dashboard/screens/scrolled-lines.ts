/** The lines from `scroll` on; what has become shorter since is shown to its end rather than blank. */
export function scrolledLines<Line>(lines: readonly Line[], scroll: number, height: number): readonly Line[] {
  return lines.slice(Math.max(0, Math.min(scroll, lines.length - height)));
}
