import { formatPercent } from '../../../report/format-quantity.ts';
import type { DashboardState } from '../../state/state.ts';
import type { Field } from '../../table/column.ts';

/** What is known of the run as a whole, most wanted first: what it is, how far it is, what holds, what to mind. */
export function overviewLines(state: DashboardState): readonly Field[] {
  const { report, live, cells } = state;
  const { scenario } = report;
  const constraints = `accuracy at least ${formatPercent(scenario.accuracyFloor, 1)}, at most ${formatPercent(scenario.missBudget, 1)} of requests late`;
  return [
    { text: scenario.title },
    {
      text: `${scenario.file}: ${scenario.data}, ${scenario.horizonS} s simulated, ${scenario.pairedSeeds} repetitions, grid ${scenario.gridZone} ${scenario.gridYear}`,
      tone: 'quiet',
    },
    { text: `asked: ${constraints}` },
    live
      ? { text: `… ${progressText(live)}; ${cells.length} cells are here`, tone: 'unsure' }
      : { text: `✓ done: ${cells.length} cells, result ${report.resultHash.slice(0, 12)}`, tone: 'good' },
    { text: '' },
    ...report.conclusions.map(
      ({ text, holdsCentrally, survivesLowEnd }): Field =>
        survivesLowEnd
          ? { text: `✓ ${text}`, tone: 'good' }
          : holdsCentrally
            ? { text: `? ${text}`, tone: 'unsure' }
            : { text: `✗ ${text}`, tone: 'bad' },
    ),
    ...report.warnings.map((text): Field => ({ text: `! ${text}`, tone: 'unsure' })),
  ];
}

function progressText({ label, done, total }: NonNullable<DashboardState['live']>): string {
  return total > 0 ? `${label}, ${done} of ${total}` : label;
}
