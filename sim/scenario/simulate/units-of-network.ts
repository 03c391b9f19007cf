import type { Target, Unit } from '../../targets/target.ts';

/** Where a network may run; absent: everywhere. */
interface Places {
  readonly units?: readonly string[];
  readonly notOn?: readonly string[];
}

/** The units of a target that a network is planned on. */
export const unitsOfNetwork = (
  { units: all }: Pick<Target, 'units'>,
  { units, notOn }: Places,
): readonly Unit[] =>
  all.filter(({ name }) => (units?.includes(name) ?? true) && notOn?.includes(name) !== true);
