import { wrap } from '../../report/text/wrap.ts';
import type { DashboardState } from '../state/state.ts';
import { helpLines } from './help-lines.ts';

/** Characters of a label and the gap after it: no command is longer. */
const labelWidth = 20;

/** The help as lines of the terminal's width: labels at the left, and beside them what they do, over as many lines as it takes. */
export function helpText({ helpFilter, viewport }: DashboardState): readonly string[] {
  return helpLines(helpFilter).flatMap(({ label, help }) =>
    wrap(help, viewport.columns - labelWidth).map(
      (line, at) => (at === 0 ? label : '').padEnd(labelWidth) + line,
    ),
  );
}
