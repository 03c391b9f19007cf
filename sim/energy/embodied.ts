import type { Grams } from './units.ts';

/** What ISO/IEC 21031 needs to give a piece of software its share of the making of hardware. */
export interface EmbodiedShare {
  /** TE: emissions of making (and, where the source says so, ending) the hardware, gCO2e. */
  readonly totalG: number;
  /** EL: expected lifespan, s. */
  readonly lifetimeS: number;
  /** TiR: time for which the hardware is reserved, s. */
  readonly reservedS: number;
  /** RR / ToR: share of the hardware's resources that is reserved, in (0, 1]. */
  readonly resourceShare: number;
}

/**
 * M = TE (TiR / EL) (RR / ToR), gCO2e (ISO/IEC 21031:2024, embodied emissions).
 * @throws RangeError naming the field that is out of range
 */
export function embodiedEmissions({ totalG, lifetimeS, reservedS, resourceShare }: EmbodiedShare): Grams {
  const need = (name: string, holds: boolean, value: number, allowed: string) => {
    if (!holds) throw new RangeError(`${name} is ${value}; ${allowed}`);
  };
  need(
    'totalG',
    totalG >= 0 && totalG < Number.POSITIVE_INFINITY,
    totalG,
    'a number of grams from 0 on is needed',
  );
  need('lifetimeS', lifetimeS > 0, lifetimeS, 'a time above 0 is needed');
  need('reservedS', reservedS >= 0, reservedS, 'a time from 0 on is needed');
  need(
    'resourceShare',
    resourceShare > 0 && resourceShare <= 1,
    resourceShare,
    'a share in (0, 1] is needed',
  );
  return (totalG * (reservedS / lifetimeS) * resourceShare) as Grams;
}
