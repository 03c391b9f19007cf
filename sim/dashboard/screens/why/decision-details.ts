import { absent, formatMs, formatPercent, formatSi } from '../../../report/format-quantity.ts';
import type { DecisionRow, RowOutcome } from './decision-row.ts';
import { outcomeField } from './outcome-field.ts';

function outcome({ option, latencyMs, joules, ...rest }: RowOutcome): string {
  const ended = outcomeField({ option, latencyMs, joules, ...rest }).text;
  return `${option ?? absent} ${ended} after ${formatMs(latencyMs)}, ${formatSi(joules, 'J')}`;
}

/** What the policy saw, in words. */
function seen({ saw }: DecisionRow): string {
  const facts = [
    saw.queueLength === null ? '' : `${saw.queueLength} waiting`,
    saw.deadlineLeftNs === null ? '' : `${formatMs(saw.deadlineLeftNs / 1e6)} left`,
    saw.lastConfidence === null ? '' : `last result ${formatPercent(saw.lastConfidence)} sure`,
    saw.batteryShare === null ? '' : `charge ${formatPercent(saw.batteryShare)}`,
    saw.gridIntensityGPerKwh === null ? '' : `grid ${saw.gridIntensityGPerKwh.toFixed(0)} g/kWh`,
    saw.temperatureC === null ? '' : `${saw.temperatureC.toFixed(1)} °C`,
    saw.harvestW === null ? '' : `harvest ${formatSi(saw.harvestW, 'W')}`,
  ].filter(Boolean);
  return facts.length === 0 ? 'was not asked' : `saw ${facts.join(', ')}`;
}

/** The lines under the requests: what the policy saw of the selected one, and how it ended for both. */
export function decisionDetails(row: DecisionRow, always: string | null): readonly string[] {
  const asked = always === null ? seen(row) : `keeps to ${always}, chosen before the run`;
  return [
    `${row.request} came at ${row.arrivalS.toFixed(6)} s: the policy ${asked}`,
    `ran ${outcome(row.own)}; clairvoyant ${outcome(row.oracle)}`,
  ];
}
