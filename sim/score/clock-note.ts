import type { GovernorName } from '../targets/clocks/governor-name.ts';
import type { RunResult } from './run-result.ts';

const percent = (share: number) => `${(100 * share).toFixed(share > 0.995 || share < 0.005 ? 1 : 0)}%`;

/** At which clocks the passes of each policy ran; null without a governor. */
export function clockNote(governor: GovernorName | undefined, results: readonly RunResult[]): string | null {
  const rows = results.flatMap(({ policy, clocks }) => (clocks ? [{ policy, ...clocks }] : []));
  if (!governor || rows.length === 0) return null;
  const used = rows[0]!.shares.filter((_, c) => rows.some(({ shares }) => shares[c]!.passShare > 0));
  if (used.length === 1) return `governor ${governor}: all passes at ${used[0]!.mhz} MHz`;
  const named = rows.map(({ policy, shares, changes }) => {
    const parts = shares.filter(({ passShare }) => passShare > 0);
    return `${policy} ${parts.map(({ mhz, passShare }) => `${mhz} MHz ${percent(passShare)}`).join(' ')} (${changes})`;
  });
  return `governor ${governor}, clocks of the passes (changes): ${named.join(', ')}`;
}
