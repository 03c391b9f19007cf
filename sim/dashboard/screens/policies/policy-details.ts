import { absent, formatMs, formatPercent, formatSi, threeDigits } from '../../../report/format-quantity.ts';
import type { RunResult } from '../../../report/run-report.ts';
import type { PolicyRow } from './policy-row.ts';

function refusalLines({ policy, refusal, notRun }: RunResult): readonly string[] {
  if (notRun) return [`${policy} was not run: it ${notRun}`];
  if (!refusal) return [`${policy} does not fit`];
  return [
    `${policy} does not fit: ${refusal.layer} needs ${formatSi(refusal.neededBytes, 'B')} of ${refusal.memory}`,
    `which has ${formatSi(refusal.availableBytes, 'B')}`,
  ];
}

function values(r: RunResult): string {
  return [
    formatSi(r.energyPerInferenceJ, 'J'),
    `p95 ${formatMs(r.latencyP95Ms)}`,
    `right ${formatPercent(r.accuracy, 2)}`,
    `late ${formatPercent(r.deadlineMissShare, 2)}`,
    `regret ${r.regret === null ? absent : threeDigits(r.regret)}`,
  ].join(', ');
}

/** The lines under the Policies table: intervals and measures that the row has no room for. */
export function policyDetails(row: PolicyRow, accuracyFloor: number): readonly string[] {
  const r = row.result;
  if (!r.fits) return refusalLines(r);
  const [low, high] = [formatSi(r.energyPerInferenceLowJ, 'J'), formatSi(r.energyPerInferenceHighJ, 'J')];
  return [
    `${r.policy}: ${formatSi(r.energyPerInferenceJ, 'J')} per inference (${low} to ${high}), ${formatSi(r.energyPerCorrectJ, 'J')} per correct one`,
    `accuracy ${formatPercent(r.accuracy, 2)} (${formatPercent(r.accuracyLow, 2)} to ${formatPercent(r.accuracyHigh, 2)}, ${r.accuracyFrom ?? absent}); floor ${formatPercent(accuracyFloor, 2)} ${r.floorMet ?? absent}`,
    `p50 ${formatMs(r.latencyP50Ms)}, p95 ${formatMs(r.latencyP95Ms)}, p99 ${formatMs(r.latencyP99Ms)}; ${formatSi(r.meanPowerW, 'W')}; ${formatSi(r.peakMemoryBytes, 'B')}; ${r.switches ?? absent} switches`,
    row.previous ? `before: ${values(row.previous)}` : '',
  ];
}
