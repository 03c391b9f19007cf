import { formatPercent } from '../../../report/format-quantity.ts';
import { bar } from '../../plot/bar.ts';
import { formatClock } from '../../recorded/format-clock.ts';
import type { DashboardState, LiveRun } from '../../state/state.ts';
import type { Field } from '../../table/column.ts';

/** What the run is and what was asked of it. */
export function aboutLines({ report }: DashboardState): readonly Field[] {
  const { scenario } = report;
  const constraints = `accuracy at least ${formatPercent(scenario.accuracyFloor, 1)}, at most ${formatPercent(scenario.missBudget, 1)} late`;
  return [
    { text: scenario.title },
    {
      text: `${scenario.file}: ${scenario.data}, ${scenario.horizonS} s simulated, ${scenario.pairedSeeds} repetitions, grid ${scenario.gridZone} ${scenario.gridYear}`,
      tone: 'quiet',
    },
    { text: `asked: ${constraints}` },
  ];
}

/** How far the run is. */
export function progressLine(state: DashboardState): Field {
  const { live, cells, report } = state;
  if (!live)
    return { text: `✓ done: ${cells.length} cells, result ${report.resultHash.slice(0, 12)}`, tone: 'good' };
  const { label, done, total } = live;
  const count = total > 0 ? ` [${bar(done / total, 10, state.look.plot)}] ${done} of ${total}` : '';
  const left = timeLeft(live, state.answers.run?.waitedS ?? 0);
  return { text: `… ${label}${count}; ${cells.length} cells are here${left}`, tone: 'unsure' };
}

/** An estimate from what has been done so far, which it says it is. */
function timeLeft({ done, total, sinceS }: LiveRun, nowS: number): string {
  const passedS = nowS - sinceS;
  if (done === 0 || done >= total || passedS < 2) return '';
  return `, about ${formatClock(((passedS * (total - done)) / done) * 1e9)} left`;
}

/** What the run says as a whole, and what to mind. */
export function conclusionLines({ report }: DashboardState): readonly Field[] {
  return [
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
