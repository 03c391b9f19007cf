import type { IntervalPart } from './profile-parts.ts';
import type { Interval } from './target.ts';

/** Multipliers of a profile's interval around the central prediction 1. */
export const intervalOf = (part: IntervalPart): Interval => ({ low: part.low, central: 1, high: part.high });
