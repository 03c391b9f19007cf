import type { Ladder, LadderLayer } from '../../network/ladder.ts';
import type { NmPattern } from '../operating-point.ts';

/** The ladder layers that a pattern prunes: those whose rows divide into its groups. */
export function patternedLayers(
  { ladder }: { readonly ladder: Ladder | null },
  { group }: NmPattern,
): readonly LadderLayer[] {
  return (ladder?.layers ?? []).filter(({ cols }) => cols % group === 0);
}
