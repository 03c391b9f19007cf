import { isFixedClock } from './fixed-clock.ts';
import { type GovernorName, governorNames } from './governor-name.ts';

/** A runtime, and the governor under which it runs. */
export interface GovernedRuntime {
  readonly runtime: string;
  readonly governor: GovernorName | null;
}

/** Name of a runtime under a governor, as cells and rows have it. */
export const governedName = (runtime: string, governor: GovernorName): string => `${runtime}@${governor}`;

/** The parts of such a name; a name whose last part is no governor is a runtime's alone. */
export function governedRuntime(name: string): GovernedRuntime {
  const at = name.lastIndexOf('@');
  const last = name.slice(at + 1);
  const governor = isFixedClock(last) ? last : governorNames.find((known) => known === last);
  return at < 0 || !governor ? { runtime: name, governor: null } : { runtime: name.slice(0, at), governor };
}
