import type { DashboardState } from '../../state/state.ts';
import { decisionDetails } from './decision-details.ts';
import { decisionRow } from './decision-row.ts';
import { decisionSummary } from './decision-summary.ts';
import { decisionsOf, selectedRequest } from './decisions.ts';
import { explanationLines } from './explanation-lines.ts';
import { gradeCounts, numberDetails, numbersOf, visibleNumbers } from './number-rows.ts';
import { warningsOf } from './warning-lines.ts';
import { type WhyPane, whyPanes } from './why-state.ts';

/** What a screen reader is given of the Why screen. */
export function spokenWhy(state: DashboardState): readonly string[] {
  const { pane, isOpen, notice } = state.why;
  const lines: Readonly<Record<WhyPane, () => readonly string[]>> = {
    decisions: () => {
      const log = decisionsOf(state)?.log;
      if (!log || log.arrivalNs.length === 0) return ['no requests yet'];
      if (isOpen) return explanationLines(state).map((fields) => fields.map(({ text }) => text).join(''));
      const row = decisionRow(log, selectedRequest(state, log));
      return [...(notice ? [notice] : []), ...decisionDetails(row, log.always), decisionSummary(log)];
    },
    numbers: () => {
      const { rows, selected } = visibleNumbers(state);
      const row = rows[selected];
      return [
        ...(row ? [`${row.grade}`, ...numberDetails(row)] : ['no number']),
        gradeCounts(numbersOf(state) ?? []),
      ];
    },
    warnings: () => warningsOf(state).flatMap(({ title, texts }) => [title, ...texts]),
  };
  return [whyPanes[pane], ...lines[pane]()];
}
