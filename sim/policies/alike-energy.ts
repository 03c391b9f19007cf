/** Share of energy under which a difference is none: then time decides, as on a chip of which only static power is known. */
export const alikeEnergy = 1e-3;
