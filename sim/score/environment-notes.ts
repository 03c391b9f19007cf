import type { RunResult } from './run-result.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

/** How long the supply of each policy was cut off, and how warm each became, where that is simulated. */
export function environmentNotes(results: readonly RunResult[]): readonly string[] {
  return [...supplyNotes(results), ...heatNotes(results)];
}

function supplyNotes(results: readonly RunResult[]): readonly string[] {
  const rows = results.flatMap(({ policy, supply }) => (supply ? [{ policy, ...supply }] : []));
  if (rows.length === 0) return [];
  const off = rows.filter(({ offShare }) => offShare > 0).sort((a, b) => a.offShare - b.offShare);
  const named = off.map(({ policy, offShare, restarts }) => `${policy} ${percent(offShare)} (${restarts})`);
  const stored = rows.map(({ storedJ }) => storedJ);
  const [least, most] = [Math.min(...stored), Math.max(...stored)];
  return [
    off.length === 0
      ? 'the supply is never cut off'
      : `the supply is cut off for a share of the time (restarts) under ${off.length} of ${rows.length} policies, and requests that come meanwhile are dropped: ${named.join(', ')}`,
    'regret and price of static are not stated: the bound leaves out rest, which a unit that is off does not pay',
    ...(most > 0
      ? [
          `harvested and stored: ${least.toPrecision(3)} to ${most.toPrecision(3)} J; a full store takes no more`,
        ]
      : []),
  ];
}

function heatNotes(results: readonly RunResult[]): readonly string[] {
  const rows = results.flatMap(({ policy, heat }) => (heat ? [{ policy, ...heat }] : []));
  if (rows.length === 0) return [];
  const named = rows.map(
    ({ policy, peakC, slowedShare }) => `${policy} ${peakC.toFixed(1)} °C (${percent(slowedShare)})`,
  );
  return [`warmest, and share of the time slowed down by heat: ${named.join(', ')}`];
}
