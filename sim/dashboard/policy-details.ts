import type { RunResult } from '../report/run-report.ts';
import { formatBytes, formatMs, formatShare, formatSi, nothing } from './format.ts';
import type { PolicyRow } from './policy-row.ts';

function refusalLines({ policy, refusal }: RunResult): readonly string[] {
  if (!refusal) return [`${policy} does not fit`];
  return [
    `${policy} does not fit: ${refusal.layer} needs ${formatBytes(refusal.neededBytes)} of ${refusal.memory}`,
    `which has ${formatBytes(refusal.availableBytes)}`,
  ];
}

function values(r: RunResult): string {
  return [
    formatSi(r.energyPerInferenceJ, 'J'),
    `p95 ${formatMs(r.latencyP95Ms)}`,
    `right ${formatShare(r.accuracy, 2)}`,
    `late ${formatShare(r.deadlineMissShare, 2)}`,
    `regret ${r.regret === null ? nothing : r.regret.toFixed(2)}`,
  ].join(', ');
}

/** The lines under the Policies table: intervals and measures that the row has no room for. */
export function policyDetails(row: PolicyRow, accuracyFloor: number): readonly string[] {
  const r = row.result;
  if (!r.fits) return refusalLines(r);
  const [low, high] = [formatSi(r.energyPerInferenceLowJ, 'J'), formatSi(r.energyPerInferenceHighJ, 'J')];
  return [
    `${r.policy}: ${formatSi(r.energyPerInferenceJ, 'J')} per inference (${low} to ${high}), ${formatSi(r.energyPerCorrectJ, 'J')} per correct one`,
    `accuracy ${formatShare(r.accuracy, 2)} (${formatShare(r.accuracyLow, 2)} to ${formatShare(r.accuracyHigh, 2)}, ${r.accuracyFrom ?? nothing}); floor ${formatShare(accuracyFloor, 2)} ${r.floorMet ?? nothing}`,
    `p50 ${formatMs(r.latencyP50Ms)}, p95 ${formatMs(r.latencyP95Ms)}, p99 ${formatMs(r.latencyP99Ms)}; ${formatSi(r.meanPowerW, 'W')}; ${formatBytes(r.peakMemoryBytes)}; ${r.switches ?? nothing} switches`,
    row.previous ? `before: ${values(row.previous)}` : '',
  ];
}
